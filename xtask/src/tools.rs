//! The programs that the tests need besides cargo: found, or installed from the distribution when we are root.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A program of the machine: how to find it and, when it is missing, how to get it.
struct Need {
    /// What it is and what for.
    name: &'static str,
    packages: &'static [&'static str],
    /// What else may help than the packages.
    advice: &'static str,
    find: fn() -> Option<PathBuf>,
}

const POSTGRES: Need = Need {
    name: "a PostgreSQL server (initdb, postgres, pg_ctl)",
    packages: &["postgresql"],
    advice: "or put the folder of its programs on PATH",
    find: find_postgres,
};

const CHROMIUM: Need = Need {
    name: "Chromium or Chrome",
    packages: &["chromium"],
    advice: "or name its program in the variable CHROMIUM",
    find: find_chromium,
};

const NODE: Need = Need {
    name: "node 18 or newer with npm",
    packages: &["nodejs", "npm"],
    advice: "where the distribution's own is older, install a newer one and put it on PATH",
    find: find_node,
};

const JAPANESE_FONT: Need = Need {
    name: "a Japanese font (asked for with `fc-list :lang=ja`)",
    packages: &["fontconfig", "fonts-noto-cjk"],
    advice: "or any other font with Japanese letters",
    find: find_japanese_font,
};

const PDF_READERS: Need = Need {
    name: "the readers of PDF files (pdfinfo, pdffonts, pdftotext)",
    packages: &["poppler-utils"],
    advice: "or put the folder of its programs on PATH",
    find: find_pdf_readers,
};

/// The folder that holds `initdb` and `pg_ctl`.
pub(crate) fn postgres() -> Result<PathBuf> {
    found_or_installed(&[POSTGRES]).map(|mut found| found.remove(0))
}

/// What the browser's stories need.
pub(crate) struct BrowserTools {
    pub(crate) chromium: PathBuf,
    pub(crate) node: PathBuf,
}

pub(crate) fn browser() -> Result<BrowserTools> {
    let mut found = found_or_installed(&[CHROMIUM, NODE, JAPANESE_FONT])?;
    Ok(BrowserTools {
        chromium: found.remove(0),
        node: found.remove(0),
    })
}

/// What the tests need that draw papers and read them again: a Japanese font, and readers of PDF files.
pub(crate) fn papers() -> Result<()> {
    found_or_installed(&[JAPANESE_FONT, PDF_READERS]).map(drop)
}

pub(crate) fn has_nextest() -> bool {
    runs(Path::new("cargo-nextest"), &["nextest", "--version"])
}

pub(crate) fn is_root() -> bool {
    output(Path::new("id"), &["-u"]).is_some_and(|id| id.trim() == "0")
}

pub(crate) fn is_user(name: &str) -> bool {
    runs(Path::new("id"), &["-u", name])
}

/// Where each need stands, in order. What is missing is installed when we are root.
fn found_or_installed(needs: &[Need]) -> Result<Vec<PathBuf>> {
    let missing: Vec<&Need> = needs
        .iter()
        .filter(|need| (need.find)().is_none())
        .collect();
    if !missing.is_empty() && is_root() && which("apt-get").is_some() {
        install(&missing)?;
    }
    found(needs)
}

/// Where each need stands, in order, or all that is missing, each with its mend.
fn found(needs: &[Need]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut absent = Vec::new();
    for need in needs {
        match (need.find)() {
            Some(path) => found.push(path),
            None => absent.push(format!(
                "{} is missing. Install it with `sudo apt-get install {}`, {}.",
                need.name,
                need.packages.join(" "),
                need.advice
            )),
        }
    }
    if !absent.is_empty() {
        bail!("{}", absent.join("\n"));
    }
    Ok(found)
}

fn install(missing: &[&Need]) -> Result<()> {
    let packages: Vec<&str> = missing
        .iter()
        .flat_map(|need| need.packages)
        .copied()
        .collect();
    println!("Installing {}", packages.join(" "));
    apt_get(&["update", "--quiet"])?;
    apt_get(
        &[
            &["install", "--yes", "--quiet", "--no-install-recommends"],
            packages.as_slice(),
        ]
        .concat(),
    )
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let status = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdin(Stdio::null())
        .status()
        .context("cannot start apt-get")?;
    if !status.success() {
        bail!(
            "`apt-get {}` failed; what it printed stands above",
            arguments.join(" ")
        );
    }
    Ok(())
}

fn find_postgres() -> Option<PathBuf> {
    // Debian keeps the server's programs off PATH; what lies on PATH may be a link to a folder that has all of them.
    let linked = which("initdb").and_then(|path| path.canonicalize().ok());
    let on_path = linked.and_then(|path| path.parent().map(Path::to_owned));
    on_path
        .into_iter()
        .chain(debian_postgres_folders())
        .find(|folder| {
            ["initdb", "postgres", "pg_ctl"]
                .iter()
                .all(|program| runs(&folder.join(program), &["--version"]))
        })
}

/// `/usr/lib/postgresql/*/bin`, newest first, then `/usr/local/…/bin`.
fn debian_postgres_folders() -> Vec<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    versions.sort_by_key(|path| {
        let version = path
            .file_name()
            .and_then(|name| name.to_str()?.parse::<u32>().ok());
        std::cmp::Reverse(version)
    });
    versions.push("/usr/local/pgsql".into());
    versions.push("/usr/local".into());
    versions.iter().map(|folder| folder.join("bin")).collect()
}

fn find_chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let usual = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    .into_iter()
    .filter_map(which);
    // On Ubuntu a program of that name may only say that a snap is to be installed: it counts when it runs.
    named
        .into_iter()
        .chain(usual)
        .find(|path| runs(path, &["--version"]))
}

fn find_node() -> Option<PathBuf> {
    let node = which("node").or_else(|| which("nodejs"))?;
    let is_new_enough = major_version(&output(&node, &["--version"])?)? >= 18;
    (is_new_enough && which("npm").is_some()).then_some(node)
}

/// 18 of `v18.20.4`.
fn major_version(text: &str) -> Option<u32> {
    text.trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn find_japanese_font() -> Option<PathBuf> {
    let fonts = output(Path::new("fc-list"), &[":lang=ja", "file"])?;
    let first = fonts.lines().next()?;
    Some(first.trim().trim_end_matches(':').into())
}

fn find_pdf_readers() -> Option<PathBuf> {
    ["pdfinfo", "pdffonts", "pdftotext"]
        .into_iter()
        .map(which)
        .collect::<Option<Vec<_>>>()?
        .pop()
}

/// The program of that name on PATH.
fn which(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

fn runs(program: &Path, arguments: &[&str]) -> bool {
    output(program, arguments).is_some()
}

fn output(program: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAMP: Need = Need {
        name: "a lamp",
        packages: &["lamp"],
        advice: "or wait for the day",
        find: || None,
    };
    const TABLE: Need = Need {
        name: "a table",
        packages: &["table"],
        advice: "or sit down",
        find: || Some("/table".into()),
    };

    #[test]
    fn what_is_missing_is_named_with_its_mend() {
        let error = found(&[TABLE, LAMP]).unwrap_err().to_string();

        assert_eq!(
            error,
            "a lamp is missing. Install it with `sudo apt-get install lamp`, or wait for the day."
        );
    }

    #[test]
    fn what_is_there_is_given_in_order() {
        assert_eq!(
            found(&[TABLE, TABLE]).unwrap(),
            [PathBuf::from("/table"), PathBuf::from("/table")]
        );
    }

    #[test]
    fn the_version_of_node_is_its_first_number() {
        assert_eq!(major_version("v18.20.4\n"), Some(18));
        assert_eq!(major_version("v8.9.1"), Some(8));
        assert_eq!(major_version("nightly"), None);
    }
}
