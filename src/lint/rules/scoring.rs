//! `scoring.toml` and `adopted.toml`: found while these are read, see `score`.

use crate::lint::{Check, Rule};
use crate::source::Level;

pub(super) static CONTRADICTORY_SCORING: Rule = Rule {
    code: "contradictory-scoring",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "计分办法前后矛盾",
    docs: "scoring.toml 里有两处说法不一样，不知道按哪个计分：如两级、两种刊物同名而分值不同，一个单位归了两类，封顶比基础分还少，没有这一级、这种刊物。\n\n怎么办：按提示的两处核对本地文件，改一处。",
    check: Check::Reading,
};

pub(super) static INCOMPLETE_SCORING: Rule = Rule {
    code: "incomplete-scoring",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "计分办法有没说到的",
    docs: "scoring.toml 里有一段不起作用，或者有的条目、单位没有说到：如各类条目都有条件，都不合的不得分；任务完成了不得分，没完成也不扣分。\n\n怎么办：补上；确实不用的，整段删去。",
    check: Check::Reading,
};

pub(super) static UNMATCHED_RECORD: Rule = Rule {
    code: "unmatched-record",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "采用记录对不上",
    docs: "adopted.toml 里的一段与别处对不上，没有计分：没有这种刊物、这一级，单位不在名录里或者那时没有，没有这一期、这一条，缺日期。\n\n怎么办：按提示改正；刊物和级写在 scoring.toml 里，单位写在 units.toml 里，条目的编号见 kuaibao list。",
    check: Check::Reading,
};

pub(super) static DOUBTFUL_RECORD: Rule = Rule {
    code: "doubtful-record",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "采用记录可疑",
    docs: "adopted.toml 里的一段计了分，但可能不对：同一条记了两遍，标题与所写的条目不同，一个单位写了两遍，计分办法里没有写这一项怎样计。\n\n怎么办：核对；记重了的删去一处。条目移动以后编号会变，item 要跟着改。",
    check: Check::Reading,
};

pub(super) static UNSCORED_CREDIT: Rule = Rule {
    code: "unscored-credit",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "供稿单位不在名录里，没有计分",
    docs: "计分时（kuaibao score），这一条的供稿单位在 units.toml 里查不到，分数没有计给任何单位；几个单位合写的，只分给了查得到的。\n\n怎么办：按提示改正，或者先在名录里添上这个单位。确实不计分的（如“本刊编辑部”），在它的上一行写 # kuaibao: allow(unscored-credit)。",
    check: Check::Scores,
};
