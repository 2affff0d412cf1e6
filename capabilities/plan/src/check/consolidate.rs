//! What the owners' checks of a measure amount to. Pure.
use super::{
    model::{Check, Outcome, State},
    rules::Refusal,
};
use crate::adopted::{Achievement, Progress, Standing};

/// What the plan office finds prefilled, out of what the owners said.
///
/// *Progress*: completed when every owner has completed its part, not started when nobody has begun, else under way.
/// *Achievement*: achieved when every owner has achieved its part, not achieved when nobody has achieved anything, else partly.
/// The lowest would call a measure not achieved of which one owner has reached everything; 一部達成 says what is true of it.
/// Of several owners each text stands under its owner's name. Refused until every owner's check is approved.
pub(super) fn proposal(checks: &[Check]) -> Result<Outcome, Refusal> {
    let waiting = checks
        .iter()
        .filter(|it| it.state != State::Approved)
        .count();
    let standings: Vec<Standing> = checks.iter().filter_map(|it| it.words.standing()).collect();
    if checks.is_empty() || 0 < waiting || standings.len() < checks.len() {
        return Err(Refusal::NotAllApproved(
            waiting.max(checks.len() - standings.len()),
        ));
    }
    let joined = |text: fn(&Check) -> &str| match checks {
        [only] => text(only).to_owned(),
        several => several
            .iter()
            .filter(|it| !text(it).is_empty())
            .map(|it| format!("【{}】\n{}", it.owner_name, text(it)))
            .collect::<Vec<_>>()
            .join("\n\n"),
    };
    Ok(Outcome {
        standing: amount_to(&standings),
        done: joined(|it| &it.words.done),
        learned: joined(|it| &it.words.learned),
        next: joined(|it| &it.words.next),
        reason: String::new(),
    })
}

/// What the two axes of several owners amount to. Of none at all, nothing was begun.
fn amount_to(standings: &[Standing]) -> Standing {
    let all = |what: fn(&Standing) -> bool| standings.iter().all(what);
    let progress = if all(|it| it.progress == Progress::NotStarted) {
        Progress::NotStarted
    } else if all(|it| it.progress == Progress::Completed) {
        Progress::Completed
    } else {
        Progress::UnderWay
    };
    let achievement = if all(|it| it.achievement == Achievement::NotAchieved) {
        Achievement::NotAchieved
    } else if all(|it| it.achievement == Achievement::Achieved) {
        Achievement::Achieved
    } else {
        Achievement::Partly
    };
    Standing {
        progress,
        achievement,
    }
}

/// Whether all owners say the same of both axes: then their checks need no judgement to become an outcome.
pub(super) fn do_agree(checks: &[Check]) -> bool {
    let mut standings = checks.iter().map(|it| it.words.standing());
    let first = standings.next().flatten();
    first.is_some() && standings.all(|it| it == first)
}

/// Whether an outcome may be kept: it says all that a check says, and where an axis departs from the proposal, why.
pub(super) fn check_outcome(outcome: &Outcome, proposal: &Outcome) -> Result<(), Refusal> {
    let words = super::model::Words {
        progress: Some(outcome.standing.progress),
        achievement: Some(outcome.standing.achievement),
        done: outcome.done.clone(),
        learned: outcome.learned.clone(),
        next: outcome.next.clone(),
    };
    if let Some(first) = super::rules::missing(&words).into_iter().next() {
        return Err(first);
    }
    if outcome.standing != proposal.standing && outcome.reason.is_empty() {
        return Err(Refusal::DepartureWithoutReason);
    }
    Ok(())
}

/// The versions of the checks added up: any later change of any of them raises it.
pub(super) fn based_on(checks: &[Check]) -> i64 {
    checks.iter().map(|it| it.version).sum()
}

#[cfg(test)]
mod tests {
    use base::FiscalYear;

    use super::*;
    use crate::{
        adopted::{MeasureId, OwnerId},
        check::model::{CheckId, Words},
    };

    fn check(owner: &str, progress: Progress, achievement: Achievement) -> Check {
        Check {
            id: CheckId(owner.into()),
            measure: MeasureId("measure".into()),
            year: FiscalYear(2025),
            owner: OwnerId(owner.into()),
            owner_name: owner.into(),
            unit: None,
            state: State::Approved,
            words: Words {
                progress: Some(progress),
                achievement: Some(achievement),
                done: format!("{owner}が行ったこと"),
                learned: String::new(),
                next: "続ける".into(),
            },
            version: 3,
        }
    }

    fn standing(of: &[(Progress, Achievement)]) -> (Progress, Achievement) {
        let checks: Vec<_> = of.iter().map(|it| check("課", it.0, it.1)).collect();
        let standing = proposal(&checks).unwrap().standing;
        (standing.progress, standing.achievement)
    }

    #[test]
    fn the_check_of_a_single_owner_is_proposed_as_it_stands() {
        let outcome =
            proposal(&[check("人事課", Progress::UnderWay, Achievement::Partly)]).unwrap();
        assert_eq!(outcome.done, "人事課が行ったこと");
        assert_eq!(
            outcome.standing,
            Standing {
                progress: Progress::UnderWay,
                achievement: Achievement::Partly
            }
        );
    }

    #[test]
    fn a_measure_is_completed_when_every_owner_has_completed_it() {
        use {Achievement::Achieved, Progress::*};
        assert_eq!(
            standing(&[(Completed, Achieved), (Completed, Achieved)]).0,
            Completed
        );
        assert_eq!(
            standing(&[(Completed, Achieved), (UnderWay, Achieved)]).0,
            UnderWay
        );
        assert_eq!(
            standing(&[
                (Completed, Achieved),
                (NotStarted, Achievement::NotAchieved)
            ])
            .0,
            UnderWay
        );
        assert_eq!(
            standing(&[
                (NotStarted, Achievement::NotAchieved),
                (NotStarted, Achievement::NotAchieved)
            ])
            .0,
            NotStarted
        );
    }

    #[test]
    fn a_measure_is_achieved_when_every_owner_has_achieved_it_and_partly_when_one_has() {
        use {Achievement::*, Progress::Completed};
        assert_eq!(
            standing(&[(Completed, Achieved), (Completed, Achieved)]).1,
            Achieved
        );
        assert_eq!(
            standing(&[(Completed, Achieved), (Completed, NotAchieved)]).1,
            Partly
        );
        assert_eq!(
            standing(&[(Completed, Partly), (Completed, Partly)]).1,
            Partly
        );
        assert_eq!(
            standing(&[(Completed, NotAchieved), (Completed, NotAchieved)]).1,
            NotAchieved
        );
    }

    #[test]
    fn of_several_owners_each_text_stands_under_its_name() {
        let checks = ["人事課", "健康管理班"]
            .map(|it| check(it, Progress::Completed, Achievement::Achieved));
        let outcome = proposal(&checks).unwrap();
        assert_eq!(
            outcome.done,
            "【人事課】\n人事課が行ったこと\n\n【健康管理班】\n健康管理班が行ったこと"
        );
        assert_eq!(outcome.learned, "", "an empty text brings no heading");
    }

    #[test]
    fn nothing_is_proposed_before_every_owner_is_approved() {
        let approved = check("人事課", Progress::Completed, Achievement::Achieved);
        let submitted = Check {
            state: State::Submitted,
            ..approved.clone()
        };
        assert_eq!(
            proposal(&[approved, submitted]),
            Err(Refusal::NotAllApproved(1))
        );
        assert_eq!(proposal(&[]), Err(Refusal::NotAllApproved(0)));
    }

    #[test]
    fn the_office_may_depart_from_the_owners_only_with_a_reason() {
        let proposal =
            proposal(&[check("人事課", Progress::Completed, Achievement::Achieved)]).unwrap();
        let mut other = proposal.clone();
        other.standing.achievement = Achievement::Partly;

        assert_eq!(check_outcome(&proposal, &proposal), Ok(()));
        assert_eq!(
            check_outcome(&other, &proposal),
            Err(Refusal::DepartureWithoutReason)
        );
        other.reason = "目標値に届いていない。".into();
        assert_eq!(check_outcome(&other, &proposal), Ok(()));
        other.next.clear();
        assert_eq!(check_outcome(&other, &proposal), Err(Refusal::NextMissing));
    }

    #[test]
    fn owners_agree_only_when_both_axes_are_the_same() {
        let one = check("人事課", Progress::Completed, Achievement::Achieved);
        let same = check("給与課", Progress::Completed, Achievement::Achieved);
        let other = check("給与課", Progress::Completed, Achievement::Partly);
        assert!(do_agree(&[one.clone(), same]));
        assert!(!do_agree(&[one, other]));
        assert!(!do_agree(&[]));
    }

    #[test]
    fn a_change_of_any_check_afterwards_is_seen() {
        let mut checks =
            ["人事課", "給与課"].map(|it| check(it, Progress::Completed, Achievement::Achieved));
        let before = based_on(&checks);
        checks[1].version += 1;
        assert_ne!(before, based_on(&checks));
    }
}
