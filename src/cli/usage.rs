//! Help and usage errors in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use super::output;
use crate::source::Level;

/// Help or a usage error has been shown; the process ends with this code.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) code: u8,
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("usage shown")
    }
}

impl std::error::Error for Shown {}

/// The same command with Chinese headings, in every subcommand.
pub(super) fn localized(command: Command) -> Command {
    let top = command.get_subcommands().next().is_some();
    let template = if top {
        "{about}\n\n用法：{usage}\n\n{all-args}{after-help}"
    } else {
        "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}"
    };
    let usage = usage_of(&command);
    command
        .help_template(template)
        .override_usage(usage)
        .disable_help_flag(true)
        .mut_args(|argument| match argument.get_help_heading() {
            Some(_) => argument,
            None if argument.is_positional() => argument.help_heading("参数"),
            None => argument.help_heading("选项"),
        })
        .mut_subcommands(localized)
}

fn usage_of(command: &Command) -> String {
    if command.get_subcommands().next().is_some() {
        return format!("{} [选项] 命令", command.get_name());
    }
    let mut usage = format!("kuaibao {} [选项]", command.get_name());
    for argument in command.get_positionals() {
        let name = argument
            .get_value_names()
            .and_then(|names| names.first())
            .map_or_else(|| argument.get_id().to_string(), ToString::to_string);
        let many = argument.get_num_args().is_some_and(|range| range.max_values() > 1);
        let name = if many { format!("{name}…") } else { name };
        usage.push(' ');
        usage.push_str(&if argument.is_required_set() { name } else { format!("[{name}]") });
    }
    usage
}

/// An argument as it is written: `--into <稿件>`, `[稿件…]`.
pub(super) fn written(argument: &clap::Arg) -> String {
    let takes = argument.get_action().takes_values();
    let names = argument.get_value_names().into_iter().flatten().map(ToString::to_string);
    let value = names.collect::<Vec<_>>().join(" ");
    let many = argument.get_num_args().is_some_and(|range| range.max_values() > 1);
    let value = if many { format!("{value}…") } else { value };
    if argument.is_positional() {
        return if argument.is_required_set() { value } else { format!("[{value}]") };
    }
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    let value = if takes && !value.is_empty() { format!(" {value}") } else { String::new() };
    format!("{}{value}", names.join(", "))
}

/// Prints help, version or a usage error.
pub(super) fn show(error: Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render().ansi().to_string();
            match output::painted(&text) {
                Ok(()) => Shown { code: 0 }.into(),
                Err(error) => error,
            }
        }
        _ => {
            output::alert(Level::Error, &describe(&error));
            Shown { code: 2 }.into()
        }
    }
}

fn describe(error: &Error) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(all)) => all.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let mut message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("不认识“{argument}”"),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面要写内容"),
        ErrorKind::InvalidValue => format!("“{argument}”不能是“{value}”"),
        ErrorKind::ValueValidation => match std::error::Error::source(error) {
            Some(source) => format!("“{argument}”不能是“{value}”：{source}"),
            None => format!("“{argument}”不能是“{value}”"),
        },
        ErrorKind::MissingRequiredArgument => format!("缺少“{argument}”"),
        ErrorKind::ArgumentConflict => {
            format!("“{argument}”不能与“{}”一起用", text(ContextKind::PriorArg))
        }
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("“{argument}”的内容个数不对")
        }
        ErrorKind::InvalidUtf8 => "有读不出的字符".to_owned(),
        _ => "命令写得不对".to_owned(),
    };
    let suggestion =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .map(|kind| match error.get(kind) {
                // The likeliest comes last.
                Some(ContextValue::Strings(all)) => all.last().cloned().unwrap_or_default(),
                _ => text(kind),
            })
            .find(|text| !text.is_empty());
    if let Some(suggestion) = suggestion {
        message.push_str(&format!("\n您是不是要写“{suggestion}”？"));
    }
    let valid = text(ContextKind::ValidValue);
    if !valid.is_empty() {
        message.push_str(&format!("\n可用的有：{valid}"));
    }
    message.push_str("\n用法见 kuaibao --help 或 kuaibao 命令 --help");
    message
}

/// A value parser for a whole number in a range that says in Chinese what is wanted.
pub(super) fn number_in(
    range: std::ops::RangeInclusive<u16>,
) -> impl Fn(&str) -> Result<u16, String> + Clone + Send + Sync + 'static {
    move |text| match text.parse() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(format!("要写 {} 到 {} 之间的整数", range.start(), range.end())),
    }
}
