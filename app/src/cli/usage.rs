//! A command line that cannot be read, in the words of whoever typed it. Help and version stay as they are.
use clap::error::{ContextKind, ContextValue, ErrorKind};
use web::Text;

/// What is wrong with a command line; `None` when it asks for help or the version.
pub(super) fn in_words(error: &clap::Error) -> Option<Text> {
    let named = |kind| error.get(kind).map(ToString::to_string);
    let said = |kind| named(kind).unwrap_or_default();
    let text = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::InvalidSubcommand => near(
            ("app-usage-no-command", "app-usage-no-command-near"),
            nearest(error, ContextKind::SuggestedSubcommand),
        )
        .with("given", said(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => near(
            ("app-usage-no-argument", "app-usage-no-argument-near"),
            nearest(error, ContextKind::SuggestedArg),
        )
        .with("given", said(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue => match (
            named(ContextKind::InvalidValue).filter(|it| !it.is_empty()),
            named(ContextKind::ValidValue).filter(|it| !it.is_empty()),
        ) {
            (None, _) => Text::new("app-usage-no-value"),
            (Some(value), Some(words)) => Text::new("app-usage-not-one-of")
                .with("value", value)
                .with("words", words),
            (Some(value), None) => Text::new("app-usage-bad-value").with("value", value),
        }
        .with("argument", said(ContextKind::InvalidArg)),
        ErrorKind::ValueValidation => Text::new("app-usage-bad-value")
            .with("value", said(ContextKind::InvalidValue))
            .with("argument", said(ContextKind::InvalidArg)),
        ErrorKind::MissingRequiredArgument => {
            Text::new("app-usage-missing").with("arguments", said(ContextKind::InvalidArg))
        }
        ErrorKind::ArgumentConflict => match named(ContextKind::PriorArg) {
            Some(other) if other != said(ContextKind::InvalidArg) => {
                Text::new("app-usage-conflict").with("other", other)
            }
            _ => Text::new("app-usage-twice"),
        }
        .with("argument", said(ContextKind::InvalidArg)),
        _ => Text::new("app-usage-unreadable").with("cause", first_line(error)),
    };
    Some(text)
}

/// How the command is called, if the error says so: `hagukumi plan import [OPTIONS] <FILE>`.
pub(super) fn call(error: &clap::Error) -> Option<String> {
    let usage = error.get(ContextKind::Usage)?.to_string();
    let call = usage.trim().strip_prefix("Usage:")?.trim();
    Some(call.to_owned())
}

/// Of the names that the library thinks of, the one that it puts last is the nearest.
fn nearest(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::Strings(all) => all.last().cloned(),
        other => Some(other.to_string()),
    }
}

fn near((alone, with_near): (&'static str, &'static str), nearest: Option<String>) -> Text {
    match nearest {
        Some(it) => Text::new(with_near).with("nearest", it),
        None => Text::new(alone),
    }
}

/// The library's own words, for what nobody foresaw.
fn first_line(error: &clap::Error) -> String {
    let words = error.to_string();
    let first = words.lines().next().unwrap_or_default();
    first.trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use web::Lang;

    use super::*;
    use crate::{cli::Cli, speech::Speech};

    fn said(line: &str) -> String {
        let line = ["hagukumi"].into_iter().chain(line.split(' '));
        let error = Cli::try_parse_from(line).err().expect("a wrong line");
        let text = in_words(&error).expect("it asks for no help");
        Speech::new(Lang::Ja).text(&text)
    }

    #[test]
    fn the_usual_mistakes_are_said_in_japanese() {
        for (line, words) in [
            (
                "sevre",
                "「sevre」という命令はありません。「serve」ではありませんか。",
            ),
            (
                "demo --frsh",
                "「--frsh」という指定はありません。「--fresh」ではありませんか。",
            ),
            ("verify now", "「now」という指定はありません。"),
            (
                "people export rooms",
                "「rooms」は使えません。次のどれかを書いてください：units, staff, assignments",
            ),
            (
                "plan report --year ninety",
                "「--year <YEAR>」の値「ninety」は使えません。",
            ),
            (
                "demo --staff 7",
                "「--staff <NUMBER>」の値「7」は使えません。",
            ),
            ("demo --port", "「--port <PORT>」の値がありません。"),
            ("backup", "足りない指定があります：<FILE>"),
            (
                "demo --fresh --fresh",
                "「--fresh」は一度だけ書いてください。",
            ),
            (
                "demo --list a --fresh",
                "「--list <FILE>」と「--fresh」は一緒に使えません。",
            ),
        ] {
            let said = said(line);
            assert!(said.contains(words), "{line}: {said}");
            assert!(!said.contains("app-usage-"), "{line}: {said}");
        }
    }

    #[test]
    fn help_and_version_are_no_mistakes() {
        for line in [
            &["hagukumi", "--help"][..],
            &["hagukumi", "--version"],
            &["hagukumi"],
        ] {
            let error = Cli::try_parse_from(line).err().expect("it ends there");
            assert_eq!(in_words(&error), None);
        }
    }

    #[test]
    fn a_mistake_says_how_the_command_is_called() {
        let error = Cli::try_parse_from(["hagukumi", "backup"]).err().unwrap();

        assert_eq!(call(&error).as_deref(), Some("hagukumi backup <FILE>"));
    }
}
