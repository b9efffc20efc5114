//! All rules, one file a topic.

use super::Rule;
use crate::source::nearest::nearest;
use crate::source::{Diagnostic, Span};

mod balance;
mod character;
mod credit;
mod distribution;
mod figure;
mod identity;
mod imported;
mod inset;
mod layout;
mod leftover;
mod memory;
mod numeral;
mod punctuation;
mod reading;
mod scoring;
mod script;
mod settings;
mod signed;
mod signoff;
mod spacing;
mod structure;
mod word;

/// Every rule, sorted by code.
pub static RULES: &[&Rule] = &[
    &figure::age::AGE_MISMATCH,
    &signed::ALTERED_SIGNATURE,
    &numeral::slip::ARABIC_IN_WORD,
    &figure::product::AVERAGE_MISMATCH,
    &identity::BACKWARD_DATE,
    &numeral::range::BACKWARD_RANGE,
    &layout::flow::BAD_LINE_EDGE,
    &figure::product::BALANCE_MISMATCH,
    &structure::BRACKETED_COLUMN,
    &layout::flow::BROKEN_CREDIT,
    &layout::flow::BROKEN_NUMBER,
    &signed::CHANGED_AFTER_SIGNING,
    &layout::flow::COLUMN_AT_FOOT,
    &punctuation::list::COMMA_BETWEEN_QUOTES,
    &script::COMPATIBILITY_CHARACTER,
    &scoring::CONTRADICTORY_SCORING,
    &figure::product::CONVERSION_MISMATCH,
    &credit::CREDIT_IN_BODY,
    &layout::page::CROWDED_PAGE,
    &punctuation::form::DASH_FORM,
    &figure::day::DATE_AFTER_ISSUE,
    &figure::span::DAY_COUNT_MISMATCH,
    &numeral::change::DECREASE_IN_TIMES,
    &numeral::form::DIGIT_WITH_THOUSAND,
    &distribution::DISTRIBUTION_DRIFT,
    &punctuation::number::DOCUMENT_NUMBER_FORM,
    &numeral::approximation::DOUBLED_APPROXIMATION,
    &word::stumble::DOUBLED_CHARACTER,
    &scoring::DOUBTFUL_RECORD,
    &word::DOUBTFUL_WORD,
    &structure::DUPLICATE_COLUMN,
    &credit::DUPLICATE_CREDIT,
    &identity::DUPLICATE_NUMBER,
    &settings::DUPLICATE_UNIT,
    &punctuation::form::ELLIPSIS_FORM,
    &punctuation::form::ELLIPSIS_WITH_ETC,
    &structure::EMPTY_COLUMN,
    &credit::EMPTY_CREDIT,
    &layout::page::END_BLOCK_AFLOAT,
    &layout::page::END_BLOCK_ALONE,
    &credit::EXPIRED_UNIT,
    &layout::page::FALLBACK_FACE,
    &reading::FILE_ENCODING,
    &identity::FILE_NAME_MISMATCH,
    &reading::FILE_TOO_LARGE,
    &reading::FILE_UNREADABLE,
    &layout::page::FOLIO_MISPLACED,
    &script::FULLWIDTH_LETTER,
    &figure::growth::GROWTH_MISMATCH,
    &punctuation::width::HALFWIDTH_PUNCTUATION,
    &figure::headline::HEADLINE_FIGURE_MISMATCH,
    &figure::hour::HOUR_COUNT_MISMATCH,
    &numeral::range::HYPHEN_RANGE,
    &figure::day::IMPOSSIBLE_DATE,
    &scoring::INCOMPLETE_SCORING,
    &inset::INSET_OUT_OF_RANGE,
    &figure::count::LIST_COUNT_MISMATCH,
    &balance::LONG_HEADLINE,
    &script::LOOK_ALIKE_CHARACTER,
    &word::MALFORMED_LEXICON,
    &inset::MISSING_ALT,
    &figure::unit::MISSING_AREA_UNIT,
    &structure::MISSING_BODY,
    &word::stumble::MISSING_CHARACTER,
    &punctuation::list::MISSING_COLON,
    &structure::MISSING_COLUMN,
    &structure::MISSING_COLUMN_NAME,
    &credit::MISSING_CREDIT,
    &identity::MISSING_DATE,
    &character::MISSING_GLYPH,
    &structure::MISSING_HEADLINE,
    &numeral::form::MISSING_LEADING_ZERO,
    &figure::unit::MISSING_MONEY_UNIT,
    &identity::MISSING_NUMBER,
    &numeral::slip::MISSING_PERCENT,
    &settings::MISSING_SETTING,
    &signoff::MISSING_SIGNATURE,
    &word::name::MISSPELT_NAME,
    &credit::MISSPELT_SUBJECT,
    &punctuation::list::MIXED_LIST_POINTS,
    &numeral::form::MIXED_NUMERALS,
    &numeral::form::MIXED_SCALE,
    &word::stumble::MIXED_TERM,
    &figure::growth::NEGATIVE_GROWTH,
    &punctuation::pair::NESTED_BRACKET,
    &punctuation::pair::NESTED_QUOTE,
    &punctuation::pair::NESTED_TITLE,
    &identity::NUMBER_GAP,
    &identity::NUMBER_OUT_OF_RANGE,
    &identity::OFF_WEEKDAY,
    &numeral::range::ONE_SIDED_RANGE,
    &punctuation::number::ORDINAL_POINT,
    &figure::sum::PART_EXCEEDS_WHOLE,
    &numeral::change::PERCENT_FOR_POINTS,
    &leftover::PERSONAL_DATA,
    &settings::PLACEHOLDER_SETTING,
    &punctuation::point::POINT_AFTER_CREDIT,
    &punctuation::point::POINT_IN_HEADLINE,
    &figure::rank::RANK_MISMATCH,
    &numeral::slip::REDUNDANT_TIME,
    &memory::REPEATED_ITEM,
    &punctuation::point::REPEATED_POINT,
    &balance::REPEATED_UNIT,
    &punctuation::pair::REVERSED_QUOTE,
    &signoff::SAME_SIGNER,
    &settings::SETTING_OUT_OF_RANGE,
    &figure::share::SHARE_MISMATCH,
    &leftover::SHEET_LEFTOVER,
    &memory::SHRINKING_TOTAL,
    &signed::SIGNATURE_NOT_BOUND,
    &memory::SIMILAR_ITEM,
    &layout::flow::SINGLE_LINE,
    &numeral::slip::SPACE_BEFORE_PERCENT,
    &spacing::SPLIT_WORDS,
    &layout::flow::STRANDED_CREDIT,
    &punctuation::point::STRAY_POINT,
    &spacing::STRAY_SPACE,
    &credit::STRONG_CREDIT_MISMATCH,
    &credit::SUBJECT_CREDIT_MISMATCH,
    &figure::sum::SUM_MISMATCH,
    &figure::sum::SUM_SHORTFALL,
    &figure::column::TABLE_COLUMN_MISMATCH,
    &inset::TABLE_ROW_TOO_HIGH,
    &figure::told::TABLE_TEXT_MISMATCH,
    &inset::TABLE_TOO_WIDE,
    &figure::table::TABLE_TOTAL_MISMATCH,
    &layout::page::TEXT_DIFFERS,
    &layout::page::TEXT_OUTSIDE_AREA,
    &layout::page::TEXT_OVERLAP,
    &reading::TOML_SYNTAX,
    &structure::TOO_MANY_ITEMS,
    &script::TRADITIONAL_CHARACTER,
    &numeral::time::TWO_DIGIT_YEAR,
    &imported::UNANSWERED_REMARK,
    &signed::UNBOUND_SIGNATURE,
    &imported::UNCHECKED_GUESS,
    &inset::UNCLEAR_ROWS,
    &layout::flow::UNEVEN_PAGES,
    &inset::UNEVEN_ROWS,
    &numeral::slip::UNIT_FORM,
    &reading::UNKNOWN_KEY,
    &settings::UNKNOWN_RULE,
    &credit::UNKNOWN_UNIT,
    &reading::UNKNOWN_VALUE,
    &script::UNLISTED_CHARACTER,
    &signoff::UNLISTED_SIGNER,
    &scoring::UNMATCHED_RECORD,
    &punctuation::pair::UNPAIRED_MARK,
    &structure::UNPAIRED_STRONG,
    &imported::UNPLACED_TEXT,
    &character::UNPRINTABLE_CHARACTER,
    &numeral::approximation::UNROUND_APPROXIMATION,
    &scoring::UNSCORED_CREDIT,
    &inset::UNUSABLE_FILE,
    &settings::UNUSED_ALLOW,
    &balance::UNUSUAL_LENGTH,
    &word::UNUSUAL_WORD,
    &memory::VARIANT_COLUMN,
    &memory::VARIANT_CREDIT,
    &leftover::WEB_LEFTOVER,
    &numeral::time::WRONG_CUTOFF,
    &reading::WRONG_TYPE,
    &figure::day::WRONG_WEEKDAY,
    &word::WRONG_WORD,
    &numeral::form::WRONG_ZERO,
];

pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// Whether a rule keeps its level whatever settings and comments say.
pub fn is_locked(code: &str) -> bool {
    find(code).is_some_and(|rule| rule.locked)
}

/// The code nearest to a mistyped one.
pub fn nearest_code(code: &str) -> Option<&'static str> {
    nearest(code, RULES.iter().map(|rule| rule.code))
}

pub(super) use character::{in_settings as unprintable_settings, tofu};
pub(crate) use signed::printed_again;

/// A locked rule that settings or a comment would soften.
pub(super) fn locked_rule(code: &str, span: Span) -> Diagnostic {
    let rule = &settings::UNKNOWN_RULE;
    Diagnostic::new(rule.code, rule.level, span, format!("规则“{code}”不能关闭，也不能改级别"))
        .help("这类问题不解决就不能印；删去这一处")
}

/// A rule code that does not exist, in `bulletin.toml` or an `allow` comment.
pub(super) fn unknown_rule(code: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        settings::UNKNOWN_RULE.code,
        settings::UNKNOWN_RULE.level,
        span,
        format!("没有“{code}”这条规则"),
    );
    match nearest_code(code) {
        Some(near) => diagnostic.help(format!("您是不是要写“{near}”？")),
        None => diagnostic.help("用 kuaibao rules 查看全部规则"),
    }
}
