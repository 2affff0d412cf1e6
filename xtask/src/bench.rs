//! `cargo xtask bench`: the benchmarks by name. A new one is a file under a crate's `benches/`; nothing is listed here.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::workspace::{self, Workspace};

/// Prints each benchmark and the command that runs it.
pub(crate) fn list() -> Result<ExitCode> {
    for (name, package) in table(&workspace::read()?)? {
        println!("{name}: cargo bench --package {package} --bench {name}");
    }
    println!("http: loads one address; `cargo xtask help` names its options");
    Ok(ExitCode::SUCCESS)
}

/// Runs one benchmark, optimised, with the arguments given.
pub(crate) fn run(name: &str, arguments: &[&str]) -> Result<ExitCode> {
    let table = table(&workspace::read()?)?;
    let Some((_, package)) = table.iter().find(|(known, _)| known == name) else {
        let known: Vec<&str> = table
            .iter()
            .map(|(known, _)| known.as_str())
            .chain(["http"])
            .collect();
        bail!("`{name}` is no benchmark; these are: {}", known.join(", "));
    };
    let mut cargo = workspace::cargo();
    cargo
        .args(["bench", "--package", package, "--bench", name, "--"])
        .args(arguments);
    let status = cargo.status().context("cannot start `cargo bench`")?;
    Ok(workspace::exit_code(status))
}

/// Name of each benchmark and its crate, by name.
fn table(house: &Workspace) -> Result<Vec<(String, String)>> {
    let mut table: Vec<(String, String)> = house
        .crates
        .values()
        .flat_map(|one| {
            one.benches
                .iter()
                .map(|bench| (bench.clone(), one.name.clone()))
        })
        .collect();
    table.sort();
    for pair in table.windows(2) {
        if let [(one, here), (other, there)] = pair
            && one == other
        {
            bail!("`{here}` and `{there}` both have a benchmark `{one}`: rename one");
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Crate, Floor};

    fn house(crates: &[(&str, &[&str])]) -> Workspace {
        let crates = crates.iter().map(|(name, benches)| {
            let name = (*name).to_owned();
            let benches = benches.iter().map(|bench| (*bench).to_owned()).collect();
            let leans_on = Default::default();
            (
                name.clone(),
                Crate {
                    name,
                    floor: Floor::Platform,
                    leans_on,
                    is_tested_with: Default::default(),
                    benches,
                },
            )
        });
        Workspace {
            crates: crates.collect(),
            target: "target".into(),
        }
    }

    #[test]
    fn every_crates_benchmarks_are_found_by_name() {
        let table = table(&house(&[
            ("plan", &["report", "import"]),
            ("people", &["list"]),
        ]))
        .unwrap();

        let pairs: Vec<(&str, &str)> = table
            .iter()
            .map(|(name, package)| (name.as_str(), package.as_str()))
            .collect();
        assert_eq!(
            pairs,
            [("import", "plan"), ("list", "people"), ("report", "plan")]
        );
    }

    #[test]
    fn two_benchmarks_of_one_name_are_refused() {
        let error = table(&house(&[("people", &["import"]), ("plan", &["import"])])).unwrap_err();

        assert_eq!(
            error.to_string(),
            "`people` and `plan` both have a benchmark `import`: rename one"
        );
    }
}
