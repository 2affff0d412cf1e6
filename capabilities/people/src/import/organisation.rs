//! A file of units: small enough to be held as a whole.
use std::collections::{BTreeMap, BTreeSet};

use base::{FAR_FUTURE, UnitCode};
use db::Tx;

use super::{
    Counts, Report, Stop,
    columns::Column,
    finding::{Fault, Finding, Findings},
    known::{Known, Standing, Units},
    layout::Layout,
    posts::{self, Fate, Service},
    row::{Fields, Reader},
    stream::Opened,
    units::{self, Version},
    words::LEVELS,
    write,
    zeros::{self, Form},
};
use crate::{model::Unit, store};

/// What for a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    Check,
    /// Check, and tell what would be altered.
    Show,
    Write,
}

/// Reads a file of units, checks the whole organisation that comes of it, and writes it if that is wanted and all is well.
pub(super) async fn run(
    tx: &mut Tx,
    opened: &Opened,
    layout: &Layout,
    mut report: Report,
    aim: Aim,
) -> Result<Report, Stop> {
    let known = store::all_units(tx).await?;
    let known_successors = store::all_successors(tx).await?;
    report.version = store::version(tx).await?;
    let mut file = File::default();
    opened
        .for_each(layout, |layout, row| file.read(layout, &row))
        .map_err(Stop::Read)?;
    report.rows = file.rows;
    let mut findings = std::mem::take(&mut file.findings);
    read_zeros(&known, &mut file, layout, &mut findings);
    let all = units::merged(known.clone(), file.versions, &mut findings);
    units::check(&all, &file.successors, &mut findings);
    findings.sort();
    report.findings = findings;

    let before: BTreeMap<_, _> = known
        .iter()
        .map(|it| ((&it.code, it.starts_on), it))
        .collect();
    let is_same = |it: &Unit| {
        before
            .get(&(&it.code, it.starts_on))
            .is_some_and(|known| *known == it)
    };
    let changed: Vec<&Unit> = all
        .iter()
        .map(|it| &it.unit)
        .filter(|it| !is_same(it))
        .collect();
    let successors = changed_successors(layout, &all, &file.successors, &known_successors);
    report.units = counts(&all, &before, is_same, &successors);
    if report.findings.has_faults() {
        return Ok(report);
    }
    let ended = ended_posts(tx, layout, &all).await?;
    report.assignments.changed = ended.changes();
    if aim == Aim::Show {
        for it in &all {
            let is_altered =
                !is_same(&it.unit) || it.row != 0 && successors.contains_key(&it.unit.code);
            if let Some(known) = before.get(&(&it.unit.code, it.unit.starts_on))
                && is_altered
            {
                let was: Vec<UnitCode> = known_successors
                    .iter()
                    .filter(|pair| pair.0 == it.unit.code)
                    .map(|pair| pair.1.clone())
                    .collect();
                let is = successors.get(&it.unit.code).unwrap_or(&was);
                report.alterations.add_unit(known, it, [&was, is]);
            }
        }
        let Standing { posts, titles, .. } = &ended.standing;
        report
            .alterations
            .add_posts(tx, &ended.known, posts, titles)
            .await?;
    }
    if aim == Aim::Write && report.changes() > 0 {
        for unit in changed {
            store::keep_unit(tx, unit).await?;
        }
        gate::store::replace_reach(tx, &units::reach(&all)).await?;
        for (code, into) in &successors {
            store::replace_successors(tx, code, into).await?;
        }
        ended.write(tx).await?;
    }
    Ok(report)
}

/// What the rows say.
#[derive(Default)]
struct File {
    rows: u64,
    versions: Vec<Version>,
    /// Row, unit, one of its successors.
    successors: Vec<(u32, UnitCode, UnitCode)>,
    findings: Findings,
    /// A code begins with a zero as the file has it.
    has_zeros: bool,
}

impl File {
    fn read(&mut self, layout: &Layout, fields: &impl Fields) {
        self.rows += 1;
        let mut reader = Reader::new(layout, fields, &mut self.findings);
        if !reader.has_right_length() {
            return;
        }
        let row = reader.row;
        let code = reader.code(Column::UnitCode).filter(|it| !it.is_empty());
        if code.is_none() {
            reader.required(Column::UnitCode);
        }
        let name = reader.required(Column::UnitName);
        let kana = reader.text(Column::UnitKana).map(base::full_width_kana);
        let level = reader.word(Column::Level, LEVELS, None);
        let parent = reader.code(Column::ParentCode);
        let starts_on = reader.day(Column::UnitStartsOn);
        let ends_on = reader.end(Column::UnitLastOn, Some(Column::UnitEndsOn));
        let successors = reader.text(Column::Successors).unwrap_or_default();
        let (Some(code), Some(name), Some(kana), Some(level)) = (code, name, kana, level) else {
            return;
        };
        let (Some(parent), Some(starts_on), Some(ends_on)) = (parent, starts_on, ends_on) else {
            return;
        };
        self.has_zeros |= code.starts_with('0');
        let code = UnitCode(code.into_owned());
        for it in successors
            .split([' ', '　', '、', ',', ';', '，', '・', '/', '／'])
            .filter(|it| !it.is_empty())
        {
            let successor = UnitCode(base::ascii_number(it).into_owned());
            self.successors.push((row, code.clone(), successor));
        }
        let unit = Unit {
            code,
            name: name.to_owned(),
            kana,
            level,
            parent: (!parent.is_empty()).then(|| UnitCode(parent.into_owned())),
            starts_on,
            ends_on: ends_on.unwrap_or(FAR_FUTURE),
        };
        self.versions.push(Version {
            row,
            unit,
            is_end_written: ends_on.is_some(),
        });
    }
}

/// Puts back the leading zeros of codes that are known with them, and finds new codes that are another's but for zeros.
fn read_zeros(known: &[Unit], file: &mut File, layout: &Layout, findings: &mut Findings) {
    let mut form = Form::default();
    let codes: BTreeSet<&str> = known.iter().map(|it| it.code.as_str()).collect();
    codes.iter().for_each(|it| form.enter(it));
    let mut mend = |row: u32, code: &mut UnitCode| {
        let Some(meant) = form.padded(&code.0) else {
            return;
        };
        if !codes.contains(code.as_str()) && codes.contains(meant.as_str()) {
            findings.note_padded(row, Column::UnitCode, &code.0, &meant);
            code.0 = meant;
        }
    };
    for it in &mut file.versions {
        mend(it.row, &mut it.unit.code);
        if let Some(parent) = &mut it.unit.parent {
            mend(it.row, parent);
        }
    }
    for (row, code, successor) in &mut file.successors {
        mend(*row, code);
        mend(*row, successor);
    }
    findings.tell_padded(layout);

    let mut bare: BTreeMap<&str, (&str, u32)> =
        codes.iter().map(|it| (zeros::bare(it), (*it, 0))).collect();
    for it in &file.versions {
        let code = it.unit.code.as_str();
        if codes.contains(code) {
            continue;
        }
        let (other, row) = *bare.entry(zeros::bare(code)).or_insert((code, it.row));
        let fault = if other != code {
            let (other, row) = (other.to_owned(), row.into());
            Fault::ButForZeros { other, row }
        } else if let Some(length) = form.length_missed_by(code) {
            match file.has_zeros {
                true => Fault::OtherLength { length },
                false => Fault::ZerosLost { length },
            }
        } else {
            continue;
        };
        let column = layout.name(Column::UnitCode);
        findings.add(Finding::new(it.row, column, code, fault));
    }
}

type Successors = BTreeMap<UnitCode, Vec<UnitCode>>;

/// Of each unit of which the file says it, the successors, where they are not known so already.
fn changed_successors(
    layout: &Layout,
    all: &[Version],
    said: &[(u32, UnitCode, UnitCode)],
    known: &[(UnitCode, UnitCode)],
) -> Successors {
    if !layout.has(Column::Successors) {
        return Successors::new();
    }
    let mut wanted: Successors = all
        .iter()
        .filter(|it| it.row != 0)
        .map(|it| (it.unit.code.clone(), Vec::new()))
        .collect();
    for (_, code, successor) in said {
        wanted
            .entry(code.clone())
            .or_default()
            .push(successor.clone());
    }
    let mut before = Successors::new();
    for (code, successor) in known {
        before
            .entry(code.clone())
            .or_default()
            .push(successor.clone());
    }
    for list in wanted.values_mut() {
        list.sort();
        list.dedup();
    }
    wanted.retain(|code, list| before.get(code).map_or(&[][..], Vec::as_slice) != list.as_slice());
    wanted
}

fn counts(
    all: &[Version],
    before: &BTreeMap<(&UnitCode, base::Date), &Unit>,
    is_same: impl Fn(&Unit) -> bool,
    successors: &Successors,
) -> Counts {
    let mut counts = Counts::default();
    for it in all {
        let has_new_successors = it.row != 0 && successors.contains_key(&it.unit.code);
        if !before.contains_key(&(&it.unit.code, it.unit.starts_on)) {
            counts.new += 1;
        } else if !is_same(&it.unit) || has_new_successors {
            counts.changed += 1;
        } else if it.row != 0 {
            counts.unchanged += 1;
        }
    }
    counts
}

/// Posts that end earlier because their unit does.
struct EndedPosts {
    known: Known,
    standing: Standing,
}

async fn ended_posts(tx: &mut Tx, layout: &Layout, all: &[Version]) -> Result<EndedPosts, Stop> {
    let (mut known, mut standing) = Known::load(tx, layout).await?;
    let before = std::mem::take(&mut known.units);
    known.units = Units::of(
        all.iter()
            .map(|it| (it.unit.code.as_str(), it.unit.starts_on, it.unit.ends_on)),
    );
    for post in &mut standing.posts {
        post.unit = known
            .units
            .find(before.code(post.unit))
            .expect("no unit is lost by an import");
    }
    let service = |place: u32| {
        let person = &standing.people[place as usize];
        Service {
            hired_on: person.hired_on,
            ends_on: person.ends_on,
            row: 0,
        }
    };
    posts::settle(
        &mut standing.posts,
        service,
        &known.units,
        layout,
        &mut Findings::default(),
    );
    Ok(EndedPosts { known, standing })
}

impl EndedPosts {
    fn changes(&self) -> u64 {
        self.standing
            .posts
            .iter()
            .filter(|it| matches!(it.fate, Fate::Changed | Fate::Gone))
            .count() as u64
    }

    async fn write(&self, tx: &mut Tx) -> db::Result<()> {
        let id_of = |place| self.known.staff_id(place);
        let Standing { posts, titles, .. } = &self.standing;
        write::write_posts(tx, &self.known, posts, titles, id_of).await
    }
}
