//! The arrows between the crates, as they are and as ARCHITECTURE.md allows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::workspace::{self, Crate, Floor, Workspace};

const FILE: &str = "ARCHITECTURE.md";
const FENCE: &str = "```arrows\n";
const FENCE_END: &str = "\n```";
const MEND: &str = "If it is meant, run `cargo xtask arrows --write` and say why in the commit.";

type Arrows = BTreeMap<String, BTreeSet<String>>;

/// Compares the crates' arrows with the file and with the floors; names every difference.
pub(crate) fn check() -> Result<ExitCode> {
    let house = workspace::read()?;
    let path = workspace::root().join(FILE);
    let page = std::fs::read_to_string(&path).with_context(|| format!("cannot read {FILE}"))?;
    let mut faults = broken_rules(&house);
    faults.extend(differences(&drawn(&house), &allowed(&page)?));
    if faults.is_empty() {
        let drawn = drawn(&house);
        let count: usize = drawn.values().map(BTreeSet::len).sum();
        println!(
            "{count} arrows between {} crates stand as {FILE} says.",
            drawn.len()
        );
        return Ok(ExitCode::SUCCESS);
    }
    for fault in &faults {
        eprintln!("{fault}");
    }
    Ok(ExitCode::FAILURE)
}

/// Writes the crates' arrows into the file. Arrows that break a rule of the floors are not written.
pub(crate) fn write() -> Result<ExitCode> {
    let house = workspace::read()?;
    let faults = broken_rules(&house);
    if !faults.is_empty() {
        bail!("these arrows cannot be allowed:\n{}", faults.join("\n"));
    }
    let path = workspace::root().join(FILE);
    let page = std::fs::read_to_string(&path).with_context(|| format!("cannot read {FILE}"))?;
    std::fs::write(&path, with_block(&page, &block(&house))?)
        .with_context(|| format!("cannot write {FILE}"))?;
    println!(
        "Wrote the arrows of {} crates into {FILE}.",
        drawn(&house).len()
    );
    Ok(ExitCode::SUCCESS)
}

fn drawn(house: &Workspace) -> Arrows {
    house
        .crates
        .values()
        .filter(|one| one.floor != Floor::Tools)
        .map(|one| (one.name.clone(), one.leans_on.clone()))
        .collect()
}

/// The arrows that no page can allow: up, sideways between capabilities (except to `people` and `plan`), to or from the tools.
fn broken_rules(house: &Workspace) -> Vec<String> {
    let mut faults = Vec::new();
    for from in house.crates.values() {
        for to in from
            .leans_on
            .iter()
            .filter_map(|name| house.crates.get(name))
        {
            if let Some(reason) = refusal(from, to) {
                faults.push(format!("`{}` leans on `{}`: {reason}.", from.name, to.name));
            }
        }
    }
    faults
}

fn refusal(from: &Crate, to: &Crate) -> Option<&'static str> {
    if from.floor == Floor::Tools || to.floor == Floor::Tools {
        return Some("the tools stand beside the house; no arrow goes to them or from them");
    }
    if from.floor < to.floor {
        return Some(
            "that arrow points up; move the shared part down a floor or turn the arrow round",
        );
    }
    let is_sideways = from.floor == Floor::Capabilities && to.floor == Floor::Capabilities;
    // Everybody works with people, and what everybody does is reported to the plan; the plan itself leans on people alone.
    let is_spine = to.name == "people" || to.name == "plan" && from.name != "people";
    (is_sideways && !is_spine).then_some(
        "that arrow points sideways; capabilities lean on no other capability but `people` and `plan`",
    )
}

fn differences(drawn: &Arrows, allowed: &Arrows) -> Vec<String> {
    let none = BTreeSet::new();
    let mut faults = Vec::new();
    for (name, below) in drawn {
        let Some(listed) = allowed.get(name) else {
            faults.push(format!(
                "`{name}` is a crate that {FILE} does not list. {MEND}"
            ));
            continue;
        };
        for to in below.difference(listed) {
            faults.push(format!(
                "`{name}` leans on `{to}`, but {FILE} does not allow `{name} -> {to}`. {MEND}"
            ));
        }
    }
    for (name, listed) in allowed {
        if !drawn.contains_key(name) {
            faults.push(format!(
                "{FILE} lists `{name}`, but there is no such crate. {MEND}"
            ));
            continue;
        }
        for to in listed.difference(drawn.get(name).unwrap_or(&none)) {
            faults.push(format!(
                "{FILE} allows `{name} -> {to}`, but `{name}` does not lean on `{to}`. {MEND}"
            ));
        }
    }
    faults
}

/// Where the block's lines stand in the page, in bytes.
fn block_span(page: &str) -> Result<(usize, usize)> {
    let start = page
        .find(FENCE)
        .with_context(|| format!("{FILE} has no fenced block ```arrows"))?
        + FENCE.len();
    // The last line's own end is part of the closing fence, so an empty block begins one character earlier.
    let length = page[start - 1..]
        .find(FENCE_END)
        .with_context(|| format!("the block ```arrows of {FILE} is not closed"))?;
    Ok((start, start - 1 + length))
}

/// The page's arrows: `crate -> crate crate …` a line; empty lines and lines that begin with `#` say nothing.
fn allowed(page: &str) -> Result<Arrows> {
    let (start, end) = block_span(page)?;
    let mut arrows = Arrows::new();
    for line in page
        .get(start..end)
        .unwrap_or_default()
        .lines()
        .map(str::trim)
    {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((name, below)) = line.split_once("->") else {
            bail!("the block ```arrows of {FILE} has a line without `->`: {line}");
        };
        let below = below.split_whitespace().map(str::to_owned).collect();
        if arrows.insert(name.trim().to_owned(), below).is_some() {
            bail!(
                "the block ```arrows of {FILE} lists `{}` twice",
                name.trim()
            );
        }
    }
    Ok(arrows)
}

/// The house from the ground up; on each floor what leans on little stands before what leans on much.
fn block(house: &Workspace) -> String {
    let mut crates: Vec<&Crate> = house
        .crates
        .values()
        .filter(|one| one.floor != Floor::Tools)
        .collect();
    crates.sort_by(|a, b| {
        (a.floor, a.leans_on.len(), &a.name).cmp(&(b.floor, b.leans_on.len(), &b.name))
    });
    let mut lines = String::new();
    let mut floor = None;
    for one in crates {
        if floor.replace(one.floor) != Some(one.floor) {
            let title = match one.floor {
                Floor::Platform => "platform",
                Floor::Engines => "engines",
                Floor::Capabilities => "capabilities",
                Floor::App | Floor::Tools => "app",
            };
            let _ = writeln!(lines, "# {title}");
        }
        let below: Vec<&str> = one.leans_on.iter().map(String::as_str).collect();
        let _ = writeln!(
            lines,
            "{}",
            format!("{} -> {}", one.name, below.join(" ")).trim_end()
        );
    }
    lines.truncate(lines.trim_end().len());
    lines
}

fn with_block(page: &str, block: &str) -> Result<String> {
    let (start, end) = block_span(page)?;
    let (before, after) = (&page[..start], &page[end.max(start)..]);
    let after = after.trim_start_matches('\n');
    Ok(format!("{before}{block}\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, floor: Floor, below: &[&str]) -> Crate {
        let leans_on = below.iter().map(|to| (*to).to_owned()).collect();
        Crate {
            name: name.to_owned(),
            floor,
            leans_on,
            is_tested_with: BTreeSet::new(),
            benches: Vec::new(),
        }
    }

    fn house(crates: &[Crate]) -> Workspace {
        let crates = crates
            .iter()
            .map(|one| (one.name.clone(), one.clone()))
            .collect();
        Workspace {
            crates,
            target: "target".into(),
        }
    }

    fn sound() -> Workspace {
        house(&[
            one("base", Floor::Platform, &[]),
            one("db", Floor::Platform, &["base"]),
            one("people", Floor::Capabilities, &["base", "db"]),
            one("plan", Floor::Capabilities, &["people"]),
            one("hagukumi", Floor::App, &["plan"]),
            one("xtask", Floor::Tools, &[]),
        ])
    }

    const PAGE: &str = "# House\n<!-- arrows -->\n```arrows\n```\n<!-- /arrows -->\nafter\n";

    #[test]
    fn what_is_written_is_what_is_allowed() {
        let page = with_block(PAGE, &block(&sound())).unwrap();

        assert_eq!(allowed(&page).unwrap(), drawn(&sound()));
        assert!(
            page.ends_with("hagukumi -> plan\n```\n<!-- /arrows -->\nafter\n"),
            "{page}"
        );
    }

    #[test]
    fn writing_twice_changes_nothing() {
        let once = with_block(PAGE, &block(&sound())).unwrap();

        assert_eq!(with_block(&once, &block(&sound())).unwrap(), once);
    }

    #[test]
    fn the_tools_are_not_listed() {
        assert!(!block(&sound()).contains("xtask"));
    }

    #[test]
    fn a_new_arrow_is_named() {
        let allowed = allowed("```arrows\nbase ->\nplan -> base\n```").unwrap();
        let drawn = Arrows::from([
            ("base".to_owned(), BTreeSet::new()),
            (
                "plan".to_owned(),
                BTreeSet::from(["base".to_owned(), "db".to_owned()]),
            ),
        ]);

        let faults = differences(&drawn, &allowed);

        assert_eq!(faults.len(), 1);
        assert!(
            faults[0].starts_with(
                "`plan` leans on `db`, but ARCHITECTURE.md does not allow `plan -> db`."
            ),
            "{}",
            faults[0]
        );
    }

    #[test]
    fn an_arrow_that_is_gone_is_named_and_so_are_crates_that_came_or_went() {
        let allowed = allowed("```arrows\nplan -> base\nold -> base\n```").unwrap();
        let drawn = Arrows::from([
            ("plan".to_owned(), BTreeSet::new()),
            ("new".to_owned(), BTreeSet::new()),
        ]);

        let faults = differences(&drawn, &allowed);

        assert_eq!(faults.len(), 3);
        assert!(faults[0].starts_with("`new` is a crate that ARCHITECTURE.md does not list."));
        assert!(faults[1].starts_with("ARCHITECTURE.md lists `old`, but there is no such crate."));
        assert!(faults[2].starts_with(
            "ARCHITECTURE.md allows `plan -> base`, but `plan` does not lean on `base`."
        ));
    }

    #[test]
    fn a_sound_house_breaks_no_rule() {
        assert_eq!(broken_rules(&sound()), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_up_is_refused() {
        let house = house(&[
            one("web", Floor::Platform, &["survey"]),
            one("survey", Floor::Engines, &[]),
        ]);

        assert_eq!(broken_rules(&house).len(), 1);
        assert!(
            broken_rules(&house)[0].starts_with("`web` leans on `survey`: that arrow points up")
        );
    }

    #[test]
    fn a_capability_may_lean_on_people_and_report_to_the_plan_and_no_more() {
        let people = one("people", Floor::Capabilities, &["plan"]);
        let plan = one("plan", Floor::Capabilities, &["people"]);
        let learning = one("learning", Floor::Capabilities, &["people", "plan"]);
        let is_sideways = |from, to| refusal(from, to).is_some_and(|it| it.contains("sideways"));

        assert_eq!(refusal(&plan, &people), None);
        assert_eq!(refusal(&learning, &people), None);
        assert_eq!(refusal(&learning, &plan), None);
        assert!(is_sideways(&people, &plan));
        assert!(is_sideways(&plan, &learning));
    }

    #[test]
    fn the_app_may_not_lean_on_the_tools() {
        let xtask = one("xtask", Floor::Tools, &[]);

        assert!(refusal(&one("hagukumi", Floor::App, &["xtask"]), &xtask).is_some());
        assert!(refusal(&xtask, &one("base", Floor::Platform, &[])).is_some());
    }

    #[test]
    fn a_page_without_a_block_or_with_a_broken_one_is_refused() {
        assert!(allowed("# House\n").is_err());
        assert!(allowed("```arrows\nbase ->\n").is_err());
        assert!(allowed("```arrows\nbase\n```").is_err());
        assert!(allowed("```arrows\nbase ->\nbase ->\n```").is_err());
    }
}
