//! What changed since the edition of the year before. Pure.
use super::model::{Change, ChangeKind, Edition, Measure, Revision};

/// The differences of `now` from `before`, in the order of the plan; what was dropped stands last.
///
/// A measure is the same as long as its id is. Its text is that of all its listings. `revisions` give the reasons; what they say
/// of the plan itself stands first, unless it only tells which measure came, went or was renamed.
pub(crate) fn changes(before: &Edition, now: &Edition, revisions: &[Revision]) -> Vec<Change> {
    let mut found = of_measures(before, now, revisions);
    let is_told = |it: &&Revision| found.iter().any(|change| names(it, change));
    let frame: Vec<Change> = revisions
        .iter()
        .filter(|it| it.measure.is_none())
        .filter(|it| !is_told(it))
        .map(|it| Change {
            kind: ChangeKind::Frame,
            key: String::new(),
            name: String::new(),
            before: lines(&it.before),
            after: lines(&it.after),
            reasons: lines(&it.reason),
        })
        .collect();
    found.splice(..0, frame);
    found
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Whether a revision of the plan itself is about this coming, going or renaming of a measure. A listing stands in it by its name,
/// behind its number where it has one.
fn names(revision: &Revision, change: &Change) -> bool {
    let is = |text: &str, name: &str| {
        text == name || text.strip_suffix(name).is_some_and(|it| it.ends_with(' '))
    };
    revision.measure.is_none()
        && match change.kind {
            ChangeKind::New => revision.before.is_empty() && is(&revision.after, &change.name),
            ChangeKind::Dropped => revision.after.is_empty() && is(&revision.before, &change.name),
            ChangeKind::Name => {
                let (before, after) = (change.before.concat(), change.after.concat());
                is(&revision.before, &before) && is(&revision.after, &after)
            }
            _ => false,
        }
}

fn of_measures(before: &Edition, now: &Edition, revisions: &[Revision]) -> Vec<Change> {
    let mut found = Vec::new();
    for measure in &now.measures {
        match before.measure(&measure.id) {
            Some(earlier) => of_measure(before, earlier, now, measure, revisions, &mut found),
            None => found.push(came_or_went(ChangeKind::New, measure, revisions)),
        }
    }
    let dropped = before
        .measures
        .iter()
        .filter(|it| now.measure(&it.id).is_none());
    found.extend(dropped.map(|it| came_or_went(ChangeKind::Dropped, it, revisions)));
    found
}

fn change(kind: ChangeKind, measure: &Measure, before: Vec<String>, after: Vec<String>) -> Change {
    Change {
        kind,
        key: measure.key.clone(),
        name: measure.name.clone(),
        before,
        after,
        reasons: Vec::new(),
    }
}

fn came_or_went(kind: ChangeKind, measure: &Measure, revisions: &[Revision]) -> Change {
    let mut change = change(kind, measure, Vec::new(), Vec::new());
    change.reasons = reasons(&change, measure, revisions);
    change
}

fn of_measure(
    before: &Edition,
    earlier: &Measure,
    now: &Edition,
    measure: &Measure,
    revisions: &[Revision],
    found: &mut Vec<Change>,
) {
    let owners = |it: &Measure| {
        it.owners
            .iter()
            .map(|it| it.name.clone())
            .collect::<Vec<_>>()
    };
    let progress = |it: &Measure| {
        it.outcome
            .iter()
            .map(|it| it.progress.word().to_owned())
            .collect()
    };
    let achievement = |it: &Measure| {
        it.outcome
            .iter()
            .map(|it| it.achievement.word().to_owned())
            .collect()
    };
    let pairs = [
        (
            ChangeKind::Name,
            vec![earlier.name.clone()],
            vec![measure.name.clone()],
        ),
        (
            ChangeKind::Purpose,
            purposes(before, earlier),
            purposes(now, measure),
        ),
        (
            ChangeKind::Content,
            contents(before, earlier),
            contents(now, measure),
        ),
        (ChangeKind::Owners, owners(earlier), owners(measure)),
        (ChangeKind::Progress, progress(earlier), progress(measure)),
        (
            ChangeKind::Achievement,
            achievement(earlier),
            achievement(measure),
        ),
    ];
    for (kind, before, after) in pairs.into_iter().filter(|it| it.1 != it.2) {
        let mut change = change(kind, measure, before, after);
        change.reasons = reasons(&change, measure, revisions);
        found.push(change);
    }
}

fn purposes(edition: &Edition, measure: &Measure) -> Vec<String> {
    once(
        edition
            .listings()
            .filter(|it| it.measure == measure.id)
            .flat_map(|it| &it.purposes)
            .cloned(),
    )
}

fn contents(edition: &Edition, measure: &Measure) -> Vec<String> {
    let listings = edition.listings().filter(|it| it.measure == measure.id);
    once(
        listings
            .flat_map(|it| &it.contents)
            .map(|it| it.text.clone()),
    )
}

/// Each line once, where it first stands: a repeat often says the same again.
fn once(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        if !kept.contains(&line) {
            kept.push(line);
        }
    }
    kept
}

fn reasons(change: &Change, measure: &Measure, revisions: &[Revision]) -> Vec<String> {
    let subject = match change.kind {
        ChangeKind::Purpose => Some("purpose"),
        ChangeKind::Content => Some("content"),
        ChangeKind::Owners => Some("owner"),
        _ => None,
    };
    let is_of = |it: &&Revision| match &it.measure {
        Some(id) => *id == measure.id && Some(it.subject.as_str()) == subject,
        None => names(it, change),
    };
    once(revisions.iter().filter(is_of).map(|it| it.reason.clone()))
}

#[cfg(test)]
mod tests {
    use base::date;

    use super::*;
    use crate::adopted::{Achievement, Progress};
    use crate::edition::model::{Content, Outcome, Owner};
    use crate::edition::sample::edition;

    fn kinds(changes: &[Change]) -> Vec<(&str, ChangeKind)> {
        changes
            .iter()
            .map(|it| (it.key.as_str(), it.kind))
            .collect()
    }

    #[test]
    fn the_same_edition_has_no_changes() {
        assert_eq!(changes(&edition(), &edition(), &[]), []);
    }

    #[test]
    fn progress_that_moved_is_told_with_both_words() {
        let mut now = edition();
        now.measures[0].outcome.as_mut().unwrap().progress = Progress::Completed;

        let found = changes(&edition(), &now, &[]);

        assert_eq!(kinds(&found), [("1-1-1", ChangeKind::Progress)]);
        assert_eq!(
            (found[0].before.as_slice(), found[0].after.as_slice()),
            (&["under_way".to_owned()][..], &["completed".to_owned()][..])
        );
    }

    #[test]
    fn a_measure_checked_for_the_first_time_moved_from_nothing_not_from_not_started() {
        let mut now = edition();
        let outcome = Outcome {
            progress: Progress::NotStarted,
            achievement: Achievement::NotAchieved,
            done: String::new(),
            learned: String::new(),
            next: String::new(),
        };
        now.measures[1].outcome = Some(outcome);

        let found = changes(&edition(), &now, &[]);

        assert_eq!(
            kinds(&found),
            [
                ("1-1-2", ChangeKind::Progress),
                ("1-1-2", ChangeKind::Achievement)
            ]
        );
        assert_eq!(found[0].before, Vec::<String>::new());
    }

    #[test]
    fn a_changed_content_carries_the_reason_of_its_revision_and_of_no_other() {
        let mut now = edition();
        now.fields[0].directions[0].listings[0].contents = vec![Content {
            text: "説明会を年８回開く。".into(),
            is_study: false,
        }];
        let revision = |measure: &str, subject: &str, reason: &str| Revision {
            measure: Some(measure.into()),
            key: String::new(),
            name: String::new(),
            subject: subject.into(),
            before: String::new(),
            after: String::new(),
            reason: reason.into(),
            on: date(2025, 6, 1),
        };
        let revisions = [
            revision(&now.measures[0].id, "content", "参加者が増えたため"),
            revision(&now.measures[0].id, "task", "別の理由"),
            revision(&now.measures[1].id, "content", "別の施策"),
        ];

        let found = changes(&edition(), &now, &revisions);

        assert_eq!(kinds(&found), [("1-1-1", ChangeKind::Content)]);
        assert_eq!(found[0].reasons, ["参加者が増えたため"]);
    }

    #[test]
    fn new_and_dropped_measures_and_new_owners_are_told() {
        let mut now = edition();
        now.measures[0].owners.push(Owner {
            mark: "広".into(),
            name: "広報課".into(),
            unit: None,
        });
        now.measures[1].id = "another".into();

        let found = changes(&edition(), &now, &[]);

        let expected = [
            ("1-1-1", ChangeKind::Owners),
            ("1-1-2", ChangeKind::New),
            ("1-1-2", ChangeKind::Dropped),
        ];
        assert_eq!(kinds(&found), expected);
    }

    fn frame(before: &str, after: &str, reason: &str) -> Revision {
        Revision {
            measure: None,
            key: String::new(),
            name: String::new(),
            subject: "frame".into(),
            before: before.into(),
            after: after.into(),
            reason: reason.into(),
            on: date(2025, 6, 1),
        }
    }

    #[test]
    fn what_changed_of_the_plan_itself_is_told_first_with_its_reason() {
        let mut now = edition();
        now.measures[0].outcome.as_mut().unwrap().progress = Progress::Completed;
        let revisions = [frame("1-1 見つける", "見つけて迎える", "範囲を広げるため")];

        let found = changes(&edition(), &now, &revisions);

        assert_eq!(
            kinds(&found),
            [("", ChangeKind::Frame), ("1-1-1", ChangeKind::Progress)]
        );
        assert_eq!(found[0].after, ["見つけて迎える"]);
        assert_eq!(found[0].reasons, ["範囲を広げるため"]);
    }

    #[test]
    fn a_measure_that_came_went_or_was_renamed_carries_the_reason_and_is_told_once() {
        let (earlier, mut now) = (edition(), edition());
        let (kept, gone) = (&earlier.measures[0].name, &earlier.measures[1].name);
        now.measures[0].name = "新しい名".into();
        now.measures[1].id = "another".into();
        now.measures[1].name = "別の施策".into();
        let revisions = [
            frame(&format!("1-1-1 {kept}"), "新しい名", "分かりやすくするため"),
            frame("", "別の施策", "条例の改正のため"),
            frame(&format!("1-1-2 {gone}"), "", "目的を果たしたため"),
        ];

        let found = changes(&earlier, &now, &revisions);

        let told: Vec<_> = found.iter().map(|it| (it.kind, &it.reasons[..])).collect();
        let expected = [
            (ChangeKind::Name, &["分かりやすくするため".to_owned()][..]),
            (ChangeKind::New, &["条例の改正のため".to_owned()][..]),
            (ChangeKind::Dropped, &["目的を果たしたため".to_owned()][..]),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_repeat_that_says_the_same_is_no_second_line() {
        assert_eq!(purposes(&edition(), &edition().measures[0]).len(), 1);
    }
}
