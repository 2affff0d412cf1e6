//! The settings as flags of every command.
use std::{collections::BTreeMap, path::PathBuf};

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, value_parser};

use super::known::{FILE_FLAG, KNOWN};

const HEADING: &str = "Settings (see docs/settings.md)";

/// What was set on the command line.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    pub file: Option<PathBuf>,
    pub values: BTreeMap<&'static str, String>,
}

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new(FILE_FLAG)
            .long(FILE_FLAG)
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Read settings from this TOML file")
            .global(true)
            .help_heading(HEADING);
        KNOWN.iter().fold(command.arg(file), |command, it| {
            command.arg(
                Arg::new(it.name)
                    .long(it.flag())
                    .value_name(it.shape)
                    .help(it.meaning)
                    .global(true)
                    .hide_short_help(!matches!(it.name, "database" | "listen" | "lang"))
                    .help_heading(HEADING),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.file = matches.get_one::<PathBuf>(FILE_FLAG).cloned();
        for it in KNOWN {
            if let Some(value) = matches.get_one::<String>(it.name) {
                self.values.insert(it.name, value.clone());
            }
        }
        Ok(())
    }
}
