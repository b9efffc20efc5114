//! `bulletin.toml`: what stays the same from one bulletin to the next.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use crate::source::shape::{self, Read};
use crate::source::{Diagnostic, Level, Rejected, Source, Span, Spanned};

use layout::{LayoutFile, creep};
pub use layout::{Limits, Punctuation};

pub mod distribution;
pub mod home;
pub mod kin;
mod layout;
pub mod lexicon;
mod unit;
pub mod units;
mod values;

pub use values::{Fonts, Form, PageTarget, RuleLevel, Weekday};

/// 刊物的固定内容和设置。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["name", "publisher", "distribution"]))]
struct ConfigFile {
    /// 刊名，印在报头。
    name: Option<Spanned<String>>,
    /// 编发单位，印在报头。
    publisher: Option<Spanned<String>>,
    /// 出刊日，不写就是星期五。
    weekday: Option<Spanned<Weekday>>,
    /// 固定的发送范围，不写“本期发：”三字。
    distribution: Option<Spanned<String>>,
    /// 末页“报：”后面的上级单位，不印就不写。
    report_to: Option<Spanned<String>>,
    /// 末页“送：”后面的平级单位，不印就不写。
    send_to: Option<Spanned<String>>,
    /// 印多少份，印成“共印…份”，不印就不写。
    #[schemars(range(min = 1, max = 99999))]
    copies: Option<Spanned<i64>>,
    /// 版式，即 templates 里的文件夹名，不写就是 kuaibao。
    template: Option<Spanned<String>>,
    /// 发布时与 PDF 一起存档的其他格式，如 ["docx", "html"]，不存就不写。
    forms: Vec<Spanned<Form>>,
    /// 标题最多几个字，标点也算，不写就是 30。
    #[schemars(range(min = 8, max = 100))]
    headline_max: Option<Spanned<i64>>,
    /// 工作人员。
    staff: StaffFile,
    /// 版面。
    layout: LayoutFile,
    /// 优先使用的字体（装有时才用），都可以不写。
    fonts: Fonts,
    /// 各条规则的级别，左边写规则代码，如 number-gap = "关闭"。
    rules: BTreeMap<Spanned<String>, Spanned<RuleLevel>>,
    /// 词库。
    lexicon: LexiconFile,
}

/// 词库里的词，自己的词写在 lexicon.tsv 里。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct LexiconFile {
    /// 不用的词，写编号，如 ["w012"]。
    off: Vec<Spanned<String>>,
}

/// 三个岗位各有哪些人，第一位是平时的经办人。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct StaffFile {
    /// 责任编辑。
    editor: Vec<String>,
    /// 审核人。
    reviewer: Vec<String>,
    /// 签发人。
    approver: Vec<String>,
    /// 是否只认 kuaibao sign 签的名，手写的姓名不能付印。不写就是 false。
    bound: bool,
}

/// The settings of a workspace, with every default filled in.
#[derive(Debug, Clone)]
pub struct Config {
    pub name: Spanned<String>,
    pub publisher: Spanned<String>,
    pub weekday: Weekday,
    pub distribution: Spanned<String>,
    pub report_to: Option<Spanned<String>>,
    pub send_to: Option<Spanned<String>>,
    pub copies: Option<i64>,
    /// Its folder's name, with its place where it is written.
    pub template: Spanned<String>,
    /// What the workspace's own template prints by itself; the workspace fills it in.
    pub printed: String,
    /// What is kept beside the PDF of a release.
    pub forms: Vec<Form>,
    /// Characters that a headline may have.
    pub headline_max: usize,
    pub staff: Staff,
    pub pages: PageTarget,
    pub limits: Limits,
    /// Contents are printed when a bulletin has more items than this.
    pub contents: Option<usize>,
    pub latin_spacing: bool,
    pub punctuation: Punctuation,
    /// Whether the paper has the red head already.
    pub preprinted: bool,
    /// Millimetres by which the inner pages of a folded booklet stand out, per sheet.
    pub creep: f64,
    pub fonts: Fonts,
    /// Rule code → level, with the place of the code, as written.
    pub rules: BTreeMap<Spanned<String>, RuleLevel>,
    /// The words of the lexicon that are not used, by id.
    pub words_off: Vec<Spanned<String>>,
}

/// Who usually holds each role; the first named is the one in charge.
#[derive(Debug, Clone, Default)]
pub struct Staff {
    pub editor: Vec<String>,
    pub reviewer: Vec<String>,
    pub approver: Vec<String>,
    /// Whether only signatures that are bound to what was signed will do.
    pub bound: bool,
}

impl Staff {
    /// The people of a role by its key in the draft's `[signoff]`.
    pub fn of(&self, role: &str) -> &[String] {
        match role {
            "editor" => &self.editor,
            "reviewer" => &self.reviewer,
            _ => &self.approver,
        }
    }
}

impl Config {
    /// Reads `bulletin.toml`. The three texts that every page shows must be there.
    pub fn read(source: &Source) -> (Self, Vec<Diagnostic>) {
        let Read { value: file, mut found, rejected } = shape::read::<ConfigFile>(source, schema());
        let readable = !found.iter().any(Diagnostic::is_unreadable);
        let mut required = |key: &str, what: &str, value: Option<Spanned<String>>| {
            let span = value.as_ref().map_or(Span::default(), |value| value.span);
            let text = value.map(|value| value.trim().to_owned()).unwrap_or_default();
            if text.is_empty() && readable && !rejected.has(Rejected::ROOT, key) {
                found.push(
                    Diagnostic::error("missing-setting", span, format!("没有写{what}（{key}）"))
                        .help(format!("在 bulletin.toml 里写上 {key} = \"……\"")),
                );
            }
            if text.contains("××") {
                let message = format!("{what}还是“{text}”，没有改成本单位的");
                found.push(
                    Diagnostic::new("placeholder-setting", Level::Warning, span, message)
                        .help("打开 bulletin.toml 改过来；这一项每期都要印"),
                );
            }
            Spanned::new(text, span)
        };
        let (name, publisher, distribution) = (
            required("name", "刊名", file.name),
            required("publisher", "编发单位", file.publisher),
            required("distribution", "发送范围", file.distribution),
        );
        let limits = Limits::read(&file.layout, &mut found);
        let pages = PageTarget::read(&file.layout, &mut found);
        let template = file.template.and_then(|template| match template_name(&template) {
            None => Some(template),
            Some(diagnostic) => {
                found.push(diagnostic);
                None
            }
        });
        let mut counted = |key: &str, value: Option<Spanned<i64>>, least: i64, most: i64| {
            let value = value?;
            if (least..=most).contains(&value.value) {
                return Some(value.value);
            }
            let message = format!("{key} 要在 {least} 到 {most} 之间");
            let help = format!("改成合理的数，或者删去 {key} 这一行");
            found.push(Diagnostic::error("setting-out-of-range", value.span, message).help(help));
            None
        };
        let copies = counted("copies", file.copies, 1, 99_999);
        let contents = counted("contents", file.layout.contents, 0, 999).unwrap_or(15);
        let creep = creep(file.layout.creep.as_ref(), &mut found);
        let config = Self {
            name,
            publisher,
            distribution,
            weekday: file.weekday.map(|day| day.value).unwrap_or_default(),
            headline_max: headline_max(file.headline_max.as_ref(), &mut found),
            report_to: file.report_to,
            send_to: file.send_to,
            copies,
            template: template
                .unwrap_or_else(|| Spanned::new("kuaibao".to_owned(), Span::default())),
            printed: String::new(),
            forms: kept(&file.forms),
            staff: Staff {
                editor: file.staff.editor,
                reviewer: file.staff.reviewer,
                approver: file.staff.approver,
                bound: file.staff.bound,
            },
            pages,
            limits,
            contents: usize::try_from(contents).ok().filter(|most| *most > 0),
            latin_spacing: file.layout.latin_spacing,
            punctuation: file.layout.punctuation.map(|of| of.value).unwrap_or_default(),
            preprinted: file.layout.preprinted,
            creep,
            fonts: file.fonts,
            words_off: file.lexicon.off,
            rules: file.rules.into_iter().map(|(code, level)| (code, level.value)).collect(),
        };
        (config, found)
    }
}

/// What is kept with a release, each form once; its PDF always is.
fn kept(forms: &[Spanned<Form>]) -> Vec<Form> {
    let wanted = |form: &Form| forms.iter().any(|written| written.value == *form);
    Form::ALL.into_iter().filter(|form| *form != Form::Pdf && wanted(form)).collect()
}

fn headline_max(written: Option<&Spanned<i64>>, found: &mut Vec<Diagnostic>) -> usize {
    const USUAL: usize = 30;
    let Some(written) = written else { return USUAL };
    match usize::try_from(written.value) {
        Ok(most @ 8..=100) => most,
        _ => {
            found.push(
                Diagnostic::error(
                    "setting-out-of-range",
                    written.span,
                    "标题字数（headline-max）要在 8 到 100 之间",
                )
                .help(format!("写 headline-max = {USUAL} 这样的数，或者删去这一行")),
            );
            USUAL
        }
    }
}

/// A template is a folder's name in `templates/`, never a path that could lead elsewhere.
fn template_name(template: &Spanned<String>) -> Option<Diagnostic> {
    let plain = !template.is_empty()
        && template.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (!plain).then(|| {
        Diagnostic::error(
            "setting-out-of-range",
            template.span,
            format!("版式名“{}”里有不能用的字符", template.value),
        )
        .help("只写 templates 里的文件夹名，不能是路径")
    })
}

/// The JSON Schema of `bulletin.toml`.
pub fn schema() -> &'static Schema {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(shape::schema_of::<ConfigFile>);
    &SCHEMA
}
