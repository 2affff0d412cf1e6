//! By which entries of the ledger somebody's record was in a file that was written out.
//!
//! An export has one entry, or one for each unit, not one for each of the thousands in it. Whether it reached a person follows from
//! where the person was on that day.
use base::{CITY_OFFSET, Date, FAR_FUTURE, Instant, StaffId, Time, UnitCode};
use db::Tx;
use ledger::{Entry, EntryId, Filter, Subject};

use crate::{
    import::Kind,
    model::{Assignment, Unit},
    store,
};

/// The name of the fact that an export left out some of those whom its subject names.
pub(crate) const IS_PART: &str = "is_part";
const EXPORT: &str = "export";
const MEMBERS: &str = "members";
const AT_WORK: &str = "at_work";

/// The subject of an export of the list of everybody who is on the staff that day.
pub(crate) fn everybody_at_work() -> Subject {
    Subject::new(EXPORT, AT_WORK)
}

/// The subject of an export of the list of those in a unit and below.
pub(crate) fn members(unit: &UnitCode) -> Subject {
    Subject::new(MEMBERS, unit.as_str())
}

/// The subject of an export of everything of one kind.
pub(crate) fn everything(kind: Kind) -> Subject {
    Subject::new(EXPORT, kind.word())
}

/// How an entry reached a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reached {
    /// Their own record was opened.
    Record,
    /// A file of everybody's records was written.
    Everything,
    /// A file of everybody on the staff was written.
    AtWork,
    /// A file of the people of a unit and below was written.
    Unit(UnitCode),
}

impl Reached {
    pub(crate) fn of(entry: &Entry) -> Self {
        match &entry.subject {
            Some(it) if it.kind == MEMBERS => Self::Unit(UnitCode(it.id.clone())),
            Some(it) if it.kind == EXPORT && it.id == AT_WORK => Self::AtWork,
            Some(it) if it.kind == EXPORT => Self::Everything,
            _ => Self::Record,
        }
    }
}

/// Looks at a person's record and exports that reached it, newest first: at most `limit`, older than the entry `before`.
pub(crate) async fn looks_at(
    tx: &mut Tx,
    id: &StaffId,
    before: Option<&EntryId>,
    limit: u32,
) -> db::Result<Vec<Entry>> {
    let mut found = ledger::looks_at(tx, &Subject::staff(id), before, limit).await?;
    for kind in [Kind::Staff, Kind::StaffWithAssignments, Kind::Assignments] {
        let entries = ledger::looks_at(tx, &everything(kind), before, limit).await?;
        found.extend(entries.into_iter().filter(|it| was_there(id, it)));
    }
    let mut stretches = Vec::new();
    // The auditor also asks about somebody of whom there is an account and no record.
    if store::has_staff(tx, id).await? {
        let staff = store::staff(tx, id).await?;
        stretches.push((everybody_at_work(), staff.hired_on, staff.ends_on));
        let posts = store::assignments_of(tx, id, FAR_FUTURE).await?;
        let units = store::all_units(tx).await?;
        stretches.extend(
            above(&units, &posts)
                .into_iter()
                .map(|(unit, from, until)| (members(&unit), from, until)),
        );
    }
    for (subject, from, until) in stretches {
        let filter = Filter {
            subject: Some(subject),
            is_look: Some(true),
            from: midnight(from),
            until: midnight(until),
            ..Filter::default()
        };
        let entries = ledger::entries(tx, &filter, before, limit).await?;
        found.extend(entries.into_iter().filter(|it| was_there(id, it)));
    }
    found.sort_by(|one, other| other.id.cmp(&one.id));
    found.dedup_by(|one, other| one.id == other.id);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// Whether the record was there when the entry was made. Both ids tell their moment; one that does not is taken for an old one.
fn was_there(id: &StaffId, entry: &Entry) -> bool {
    const VERSION: usize = 14;
    let tells_moment = |id: &str| id.len() == 36 && id.as_bytes()[VERSION] == b'7';
    !tells_moment(id.as_str()) || id.as_str() < entry.id.as_str()
}

fn midnight(day: Date) -> Option<Instant> {
    CITY_OFFSET
        .to_timestamp(day.to_datetime(Time::midnight()))
        .ok()
}

/// The units of these posts and all above them, from when until when each stood above, half-open.
fn above(units: &[Unit], posts: &[Assignment]) -> Vec<(UnitCode, Date, Date)> {
    // Deeper than any organisation; the import lets in no circle.
    const DEEPEST: u8 = 16;
    let mut all = Vec::new();
    let mut open: Vec<(&UnitCode, Date, Date, u8)> = posts
        .iter()
        .map(|it| (&it.unit, it.starts_on, it.ends_on, 0))
        .collect();
    while let Some((code, from, until, depth)) = open.pop() {
        all.push((code.clone(), from, until));
        for it in units.iter().filter(|it| it.code == *code) {
            let (from, until) = (from.max(it.starts_on), until.min(it.ends_on));
            if let Some(parent) = &it.parent
                && from < until
                && depth < DEEPEST
            {
                open.push((parent, from, until, depth + 1));
            }
        }
    }
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use base::date;

    use super::*;
    use crate::model::{AssignmentKind, Level};

    const BEGIN: Date = date(2020, 4, 1);
    const MOVE: Date = date(2024, 4, 1);
    const TURN: Date = date(2026, 4, 1);

    fn unit(code: &str, parent: &str, starts_on: Date, ends_on: Date) -> Unit {
        Unit {
            code: UnitCode(code.to_owned()),
            name: String::new(),
            kana: String::new(),
            level: Level::Section,
            parent: (!parent.is_empty()).then(|| UnitCode(parent.to_owned())),
            starts_on,
            ends_on,
        }
    }

    #[test]
    fn a_unit_stands_above_somebody_while_both_the_post_and_the_place_last() {
        let units = [
            unit("10", "", BEGIN, FAR_FUTURE),
            unit("1001", "10", BEGIN, TURN),
            unit("1001", "20", TURN, FAR_FUTURE),
            unit("20", "", BEGIN, FAR_FUTURE),
        ];
        let post = Assignment {
            staff: StaffId("hanako".to_owned()),
            kind: AssignmentKind::Main,
            unit: UnitCode("1001".to_owned()),
            post: String::new(),
            grade: 1,
            is_head: false,
            starts_on: MOVE,
            ends_on: FAR_FUTURE,
        };

        let all = above(&units, &[post]);

        let stretch = |code: &str, from, until| (UnitCode(code.to_owned()), from, until);
        assert_eq!(
            all,
            [
                stretch("10", MOVE, TURN),
                stretch("1001", MOVE, FAR_FUTURE),
                stretch("20", TURN, FAR_FUTURE),
            ]
        );
    }

    #[test]
    fn a_record_that_came_after_an_export_was_not_in_it() {
        let early = StaffId::fresh();
        let entry = Entry::look(
            Instant::UNIX_EPOCH,
            ledger::Actor::system(),
            "people.export",
        );
        std::thread::sleep(std::time::Duration::from_millis(2));
        let late = StaffId::fresh();

        assert!(was_there(&early, &entry));
        assert!(!was_there(&late, &entry));
        assert!(was_there(&StaffId("hanako".to_owned()), &entry));
    }
}
