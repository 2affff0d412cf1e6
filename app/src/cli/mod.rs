//! The command line: what can be asked for, and how it ends.
mod backup;
mod demo;
mod first;
mod migrate;
mod people;
mod plan;
mod restore;
mod secret;
mod serve;
mod setup;
mod usage;
mod verify;

pub(crate) use plan::import::digest as sha256;
use std::{env, fs, path::Path, process::ExitCode};

use clap::{Parser, Subcommand, ValueEnum};
use web::{Arg, Text};

use crate::{
    settings::{self, FILE_FLAG, Flags, Problem, SettingError, Settings, Source, Values},
    speech::{Speech, lang_of_environment},
    trouble::{Exit, Result, Trouble, os_words},
};

const AFTER_HELP: &str = "\
Exit codes: 0 done; 1 refused, or found not to be in order (nothing was changed); 2 the command line or a setting is wrong; \
3 the disk, the database or the network failed.

A first look: hagukumi demo";

/// The program on which a city's plan for raising and using its people runs.
#[derive(Parser)]
#[command(name = "hagukumi", version, after_help = AFTER_HELP, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    settings: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a fictional city in a folder and serve it on this machine
    Demo(demo::Arguments),
    /// Serve the city; an empty database asks for the first administrator
    Serve(serve::Arguments),
    /// import|report: read a plan from a file, write a report of a year
    #[command(subcommand)]
    Plan(plan::Command),
    /// import|export: units, staff and assignments from and to files
    #[command(subcommand)]
    People(people::Command),
    /// Write everything into one file, while the server runs
    Backup(backup::Arguments),
    /// Load a backup into the place of the database
    Restore(restore::Arguments),
    /// Recount the ledger, the editions' digests and the database
    Verify(verify::Arguments),
    /// Show the steps of the schema that are missing, and run them
    Migrate(migrate::Arguments),
}

/// How what was found is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs the program with the arguments and the environment of this process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse_line(&error),
    };
    let outcome = prepare(&cli.settings)
        .and_then(|(settings, speech)| perform(cli.command, &settings, &speech));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            let lang = lang_before_settings(&cli.settings);
            report(&trouble, &Speech::new(lang));
            trouble.code()
        }
    }
}

/// Shows the help that was asked for, or says what is wrong with the command line.
fn refuse_line(error: &clap::Error) -> ExitCode {
    let Some(text) = usage::in_words(error) else {
        // A terminal that has gone away reads no help.
        let _ = error.print();
        return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Exit::Usage as u8));
    };
    let speech = Speech::new(lang_of_line(env::args_os()));
    let trouble = Trouble::usage(text);
    report(&trouble, &speech);
    if let Some(call) = usage::call(error) {
        eprintln!("{}", speech.say("app-usage-call", &[("call", call.into())]));
    }
    trouble.code()
}

fn prepare(flags: &Flags) -> Result<(Settings, Speech)> {
    let settings = read_settings(flags).map_err(|error| Trouble::usage(error.text()))?;
    let speech = Speech::new(settings.lang);
    start_log(&settings);
    Ok((settings, speech))
}

fn perform(command: Command, settings: &Settings, speech: &Speech) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|cause| Trouble::fault(Text::new("app-fault"), cause))?;
    runtime.block_on(async {
        match command {
            Command::Demo(arguments) => demo::run(arguments, settings, speech).await,
            Command::Serve(arguments) => serve::run(arguments, settings, speech).await,
            Command::Plan(command) => plan::run(command, settings, speech).await,
            Command::People(command) => people::run(command, settings, speech).await,
            Command::Backup(arguments) => backup::run(arguments, settings, speech).await,
            Command::Restore(arguments) => restore::run(arguments, settings, speech).await,
            Command::Verify(arguments) => verify::run(arguments, settings, speech).await,
            Command::Migrate(arguments) => migrate::run(arguments, settings, speech).await,
        }
    })
}

fn read_settings(flags: &Flags) -> std::result::Result<Settings, SettingError> {
    let named = match (&flags.file, env::var_os(settings::FILE_VARIABLE)) {
        (Some(path), _) => Some((path.clone(), Source::Flag)),
        (None, Some(path)) => Some((path.into(), Source::Environment)),
        (None, None) => None,
    };
    let usual = Path::new(settings::FILE);
    let file = match named {
        Some((path, source)) => Some((read_file(&path, &source)?, path)),
        None if usual.exists() => {
            let source = Source::File(usual.to_owned());
            Some((read_file(usual, &source)?, usual.to_owned()))
        }
        None => None,
    };
    // A variable that is not text cannot be one of ours that means something.
    let environment =
        env::vars_os().filter_map(|it| Some((it.0.into_string().ok()?, it.1.into_string().ok()?)));
    let file = file.as_ref().map(|it| (it.1.as_path(), it.0.as_str()));
    let values = Values::gather(&flags.values, environment, file)?;
    settings::read(&values, lang_of_environment())
}

fn read_file(path: &Path, source: &Source) -> std::result::Result<String, SettingError> {
    fs::read_to_string(path).map_err(|cause| SettingError {
        name: FILE_FLAG.to_owned(),
        source: Some(source.clone()),
        value: Some(path.display().to_string()),
        problem: Problem::UnreadableFile {
            cause: cause.to_string(),
        },
    })
}

/// The language to complain in when the settings themselves cannot be read.
fn lang_before_settings(flags: &Flags) -> web::Lang {
    lang_of(flags.values.get("lang").cloned())
}

/// The language to complain in when the line itself cannot be read.
fn lang_of_line(line: impl IntoIterator<Item = std::ffi::OsString>) -> web::Lang {
    let mut words = line.into_iter().filter_map(|it| it.into_string().ok());
    while let Some(word) = words.next() {
        if word == "--lang" {
            return lang_of(words.next());
        }
        if let Some(said) = word.strip_prefix("--lang=") {
            return lang_of(Some(said.to_owned()));
        }
    }
    lang_of(None)
}

fn lang_of(said: Option<String>) -> web::Lang {
    match said.or_else(|| env::var(settings::LANG_VARIABLE).ok()) {
        Some(it) => web::Lang::of_code(&it),
        None => lang_of_environment(),
    }
}

fn start_log(settings: &Settings) {
    use std::io::IsTerminal;
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(&settings.log))
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

/// Says on standard error what happened and how to mend it.
fn report(trouble: &Trouble, speech: &Speech) {
    eprintln!("{}{}", speech.t("app-error"), speech.text(&trouble.text));
    if let Some(cause) = &trouble.cause {
        match os_words(cause) {
            Some(key) => eprintln!(
                "{}{}",
                speech.t("app-cause"),
                speech.say(
                    "app-os-cause",
                    &[
                        ("what", Arg::Key(key.to_owned())),
                        ("cause", cause.as_str().into())
                    ]
                )
            ),
            None => eprintln!("{}{cause}", speech.t("app-cause")),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_wrong_line_is_refused_in_the_language_that_it_names() {
        let lang = |line: &[&str]| lang_of_line(line.iter().map(Into::into));

        assert_eq!(lang(&["hagukumi", "sevre", "--lang", "en"]), web::Lang::En);
        assert_eq!(lang(&["hagukumi", "--lang=en", "sevre"]), web::Lang::En);
        assert_eq!(lang(&["hagukumi", "sevre", "--lang=ja"]), web::Lang::Ja);
    }

    #[test]
    fn help_shows_every_command() {
        let help = Cli::command().render_help().to_string();

        for word in [
            "demo",
            "serve",
            "plan ",
            "people ",
            "import|report",
            "import|export",
            "backup",
            "restore",
            "verify",
            "migrate",
            "Exit codes",
        ] {
            assert!(help.contains(word), "{word}: {help}");
        }
    }

    #[test]
    fn a_setting_may_stand_before_or_behind_the_command() {
        for line in [
            ["hagukumi", "--listen", "127.0.0.1:1", "verify"],
            ["hagukumi", "verify", "--listen", "127.0.0.1:1"],
        ] {
            let cli = Cli::parse_from(line);
            assert_eq!(
                cli.settings.values.get("listen").map(String::as_str),
                Some("127.0.0.1:1")
            );
        }
    }
}
