//! What cargo says of the workspace: its crates, where they stand and on which of each other they lean.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The floor a crate stands on, lowest first: an arrow may only go to a lower or the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Floor {
    Platform,
    Engines,
    Capabilities,
    App,
    /// `xtask`, beside the house: no arrow goes to it or from it.
    Tools,
}

/// One crate of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) floor: Floor,
    /// Workspace crates that it needs to build or, except for `testkit`, to be tested.
    pub(crate) leans_on: BTreeSet<String>,
    /// Workspace crates that it needs to be tested.
    pub(crate) is_tested_with: BTreeSet<String>,
    /// Names of its targets under `benches/`.
    pub(crate) benches: Vec<String>,
}

/// The workspace as `cargo metadata` tells it.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) crates: BTreeMap<String, Crate>,
    /// Where cargo puts what it builds.
    pub(crate) target: PathBuf,
}

/// The folder that holds the workspace's `Cargo.toml`.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask stands in the workspace's folder")
}

/// The cargo that runs us, started in the workspace's folder.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// A child's exit code as our own; a child that a signal ended counts as a failure.
pub(crate) fn exit_code(status: ExitStatus) -> ExitCode {
    match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(code) => ExitCode::from(code),
        None => ExitCode::FAILURE,
    }
}

/// Asks cargo; needs no network.
pub(crate) fn read() -> Result<Workspace> {
    let output = cargo()
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .context("cannot start `cargo metadata`")?;
    if !output.status.success() {
        bail!(
            "`cargo metadata` failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    parse(&serde_json::from_slice(&output.stdout).context("`cargo metadata` did not print JSON")?)
}

fn parse(metadata: &Value) -> Result<Workspace> {
    let packages = metadata["packages"]
        .as_array()
        .context("`cargo metadata` names no packages")?;
    let root = text(metadata, "workspace_root")?;
    let mut crates = BTreeMap::new();
    for package in packages {
        let name = text(package, "name")?;
        let floor = floor_of(text(package, "manifest_path")?, root)
            .with_context(|| format!("`{name}` stands on no floor of the house: move it to platform/, engines/ or capabilities/"))?;
        let benches = targets_of_kind(package, "bench");
        let (leans_on, is_tested_with) = arrows_of(package)?;
        crates.insert(
            name.to_owned(),
            Crate {
                name: name.to_owned(),
                floor,
                leans_on,
                is_tested_with,
                benches,
            },
        );
    }
    Ok(Workspace {
        crates,
        target: text(metadata, "target_directory")?.into(),
    })
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value[key]
        .as_str()
        .with_context(|| format!("`cargo metadata` names no {key}"))
}

fn floor_of(manifest: &str, root: &str) -> Option<Floor> {
    let inside = Path::new(manifest).strip_prefix(root).ok()?;
    match inside.components().next()?.as_os_str().to_str()? {
        "platform" => Some(Floor::Platform),
        "engines" => Some(Floor::Engines),
        "capabilities" => Some(Floor::Capabilities),
        "app" => Some(Floor::App),
        "xtask" => Some(Floor::Tools),
        _ => None,
    }
}

fn targets_of_kind(package: &Value, kind: &str) -> Vec<String> {
    let targets = package["targets"].as_array().map_or(&[][..], Vec::as_slice);
    targets
        .iter()
        .filter(|target| {
            target["kind"]
                .as_array()
                .is_some_and(|kinds| kinds.iter().any(|one| one == kind))
        })
        .filter_map(|target| target["name"].as_str().map(str::to_owned))
        .collect()
}

/// What a package leans on, and what it is tested with. Only a dependency with a path is a crate of the house.
fn arrows_of(package: &Value) -> Result<(BTreeSet<String>, BTreeSet<String>)> {
    let mut leans_on = BTreeSet::new();
    let mut is_tested_with = BTreeSet::new();
    for dependency in package["dependencies"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
    {
        if dependency["path"].is_null() {
            continue;
        }
        let name = text(dependency, "name")?.to_owned();
        let is_for_tests = dependency["kind"] == "dev";
        if is_for_tests {
            is_tested_with.insert(name.clone());
        }
        if !(is_for_tests && name == "testkit") {
            leans_on.insert(name);
        }
    }
    Ok((leans_on, is_tested_with))
}

impl Workspace {
    /// Crates whose code or tests can reach `name`, itself among them.
    pub(crate) fn that_reach(&self, name: &str) -> BTreeSet<&str> {
        let mut reached: BTreeSet<&str> = self
            .crates
            .keys()
            .map(String::as_str)
            .filter(|one| *one == name)
            .collect();
        // Each pass adds the crates one arrow further off; nothing new means all are found.
        loop {
            let found: BTreeSet<&str> = self
                .crates
                .values()
                .filter(|one| {
                    let mut below = one.leans_on.iter().chain(&one.is_tested_with);
                    reached.contains(one.name.as_str())
                        || below.any(|other| reached.contains(other.as_str()))
                })
                .map(|one| one.name.as_str())
                .collect();
            if found.len() == reached.len() {
                return reached;
            }
            reached = found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, folder: &str, dependencies: Value) -> Value {
        json!({ "name": name, "manifest_path": format!("/house/{folder}/{name}/Cargo.toml"), "dependencies": dependencies,
                "targets": [{ "name": name, "kind": ["lib"] }, { "name": "speed", "kind": ["bench"] }] })
    }

    fn house() -> Value {
        let here =
            |name: &str, kind: Value| json!({ "name": name, "path": "/house", "kind": kind });
        json!({ "workspace_root": "/house", "target_directory": "/house/target", "packages": [
            package("base", "platform", json!([{ "name": "jiff", "path": null, "kind": null }])),
            package("db", "platform", json!([here("base", Value::Null), here("testkit", json!("dev"))])),
            package("testkit", "platform", json!([here("db", Value::Null)])),
            package("pure", "engines", json!([here("base", Value::Null)])),
            package("plan", "capabilities", json!([here("pure", json!("dev")), here("testkit", json!("dev"))])),
        ]})
    }

    #[test]
    fn only_crates_of_the_house_are_arrows() {
        let house = parse(&house()).unwrap();

        assert!(house.crates["base"].leans_on.is_empty());
        assert_eq!(
            house.crates["db"].leans_on,
            BTreeSet::from(["base".to_owned()])
        );
    }

    #[test]
    fn testing_with_the_testkit_is_no_arrow_but_testing_with_another_crate_is() {
        let plan = parse(&house()).unwrap().crates["plan"].clone();

        assert_eq!(plan.leans_on, BTreeSet::from(["pure".to_owned()]));
        assert_eq!(
            plan.is_tested_with,
            BTreeSet::from(["pure".to_owned(), "testkit".to_owned()])
        );
    }

    #[test]
    fn a_crate_reaches_the_database_also_through_its_tests() {
        let house = parse(&house()).unwrap();

        assert_eq!(
            house.that_reach("db"),
            BTreeSet::from(["db", "testkit", "plan"])
        );
    }

    #[test]
    fn the_folder_decides_the_floor() {
        assert_eq!(
            floor_of("/house/engines/survey/Cargo.toml", "/house"),
            Some(Floor::Engines)
        );
        assert_eq!(
            floor_of("/house/app/Cargo.toml", "/house"),
            Some(Floor::App)
        );
        assert_eq!(floor_of("/house/attic/x/Cargo.toml", "/house"), None);
        assert!(
            Floor::Platform < Floor::Engines
                && Floor::Engines < Floor::Capabilities
                && Floor::Capabilities < Floor::App
        );
    }

    #[test]
    fn a_target_under_benches_is_a_benchmark() {
        assert_eq!(parse(&house()).unwrap().crates["plan"].benches, ["speed"]);
    }
}
