//! Two pairs of eyes: who may approve what somebody submitted. Pure.
//!
//! `heads` are the grants of all heads of the unit and of the units above it today, those of the nearest unit first, as
//! [`gate::holders`] finds them; deputies are among them.
use std::collections::BTreeSet;

use base::StaffId;
use gate::Grant;

use super::rules::Refusal;

/// Nobody approves what they submitted themselves, nor in the place of the person who submitted it.
///
/// Where one head is alone with it, as in a village, the head may do both; the history shows it. Who only stands in for a head may
/// not: then the head of the unit above approves, or somebody else submits it, such as the plan office.
pub(super) fn check_eyes(
    submitted_by: &StaffId,
    approver: &StaffId,
    heads: &[Grant],
) -> Result<(), Refusal> {
    let is_for_submitter = |it: &Grant| it.deputy_for.as_ref() == Some(submitted_by);
    let of_approver: Vec<&Grant> = heads.iter().filter(|it| it.staff == *approver).collect();
    if approver != submitted_by {
        return match !of_approver.is_empty() && of_approver.iter().all(|it| is_for_submitter(it)) {
            true => Err(Refusal::SubmittersDeputy),
            false => Ok(()),
        };
    }
    let is_head = of_approver.iter().any(|it| it.deputy_for.is_none());
    let is_another = |it: &Grant| it.staff != *submitted_by && !is_for_submitter(it);
    match is_head && !nearest(heads).iter().any(is_another) {
        true => Ok(()),
        false => Err(Refusal::OwnSubmission),
    }
}

/// The heads to whom it falls: those of the unit itself, or of the nearest unit above that has one.
pub(super) fn nearest(heads: &[Grant]) -> &[Grant] {
    by_unit(heads).next().unwrap_or_default()
}

/// Whom a submission waits for: those of the nearest heads who may approve it, or of the next above where none may.
pub(super) fn approvers(submitted_by: &StaffId, heads: &[Grant]) -> BTreeSet<StaffId> {
    let may = |it: &&Grant| check_eyes(submitted_by, &it.staff, heads).is_ok();
    by_unit(heads)
        .map(|it| it.iter().filter(may).map(|it| it.staff.clone()).collect())
        .find(|it: &BTreeSet<StaffId>| !it.is_empty())
        .unwrap_or_default()
}

fn by_unit(heads: &[Grant]) -> impl Iterator<Item = &[Grant]> {
    heads.chunk_by(|one, other| one.unit == other.unit)
}

#[cfg(test)]
mod tests {
    use base::{FAR_FUTURE, UnitCode, date};
    use gate::{GrantId, Role, Source};

    use super::*;

    fn head(name: &str, unit: &str) -> Grant {
        Grant {
            id: GrantId::fresh(),
            staff: StaffId(name.into()),
            role: Role::HEAD,
            unit: Some(UnitCode(unit.into())),
            starts_on: date(2026, 4, 1),
            ends_on: FAR_FUTURE,
            source: Source::Post,
            deputy_for: None,
        }
    }

    fn deputy(name: &str, principal: &str, unit: &str) -> Grant {
        Grant {
            source: Source::Deputy,
            deputy_for: Some(StaffId(principal.into())),
            ..head(name, unit)
        }
    }

    fn check(submitted_by: &str, approver: &str, heads: &[Grant]) -> Result<(), Refusal> {
        check_eyes(
            &StaffId(submitted_by.into()),
            &StaffId(approver.into()),
            heads,
        )
    }

    fn awaited(submitted_by: &str, heads: &[Grant]) -> Vec<String> {
        let found = approvers(&StaffId(submitted_by.into()), heads);
        found.into_iter().map(|it| it.0).collect()
    }

    const OWN: Result<(), Refusal> = Err(Refusal::OwnSubmission);
    const IN_THEIR_PLACE: Result<(), Refusal> = Err(Refusal::SubmittersDeputy);

    #[test]
    fn nobody_approves_their_own_submission_while_another_head_can() {
        let two = [head("hanako", "section"), head("taro", "section")];
        assert_eq!(check("hanako", "taro", &two), Ok(()));
        assert_eq!(check("hanako", "hanako", &two), OWN);
        assert_eq!(awaited("hanako", &two), ["taro"]);
    }

    #[test]
    fn the_only_head_of_a_village_section_does_both() {
        let village = [head("hanako", "section"), head("mayor", "village")];
        assert_eq!(check("hanako", "hanako", &village), Ok(()));
        assert_eq!(awaited("hanako", &village), ["hanako"]);
    }

    #[test]
    fn who_heads_the_bureau_leaves_what_they_wrote_to_the_head_of_the_section() {
        let heads = [head("hanako", "section"), head("chief", "bureau")];
        assert_eq!(check("chief", "chief", &heads), OWN);
        assert_eq!(check("chief", "chief", &heads[1..]), Ok(()), "a vacancy");
        assert_eq!(awaited("chief", &heads), ["hanako"]);
    }

    #[test]
    fn a_deputy_does_not_approve_what_they_submitted_as_a_writer() {
        let heads = [
            head("chief", "section"),
            deputy("hanako", "chief", "section"),
            head("bureau", "bureau"),
        ];
        assert_eq!(check("hanako", "hanako", &heads), OWN);
        assert_eq!(check("hanako", "chief", &heads), Ok(()));
        assert_eq!(awaited("hanako", &heads), ["chief"]);
        // Nor while the head's account is closed, so that the deputy is alone.
        assert_eq!(check("hanako", "hanako", &heads[1..]), OWN);
        assert_eq!(awaited("hanako", &heads[1..]), ["bureau"]);
    }

    #[test]
    fn a_deputy_approves_what_others_submitted() {
        let heads = [
            head("chief", "section"),
            deputy("hanako", "chief", "section"),
        ];
        assert_eq!(check("taro", "hanako", &heads), Ok(()));
        assert_eq!(awaited("taro", &heads), ["chief", "hanako"]);
    }

    #[test]
    fn a_deputy_does_not_approve_in_the_place_of_whoever_submitted_it() {
        let heads = [
            head("chief", "section"),
            deputy("hanako", "chief", "section"),
        ];
        assert_eq!(check("chief", "hanako", &heads), IN_THEIR_PLACE);
        // A deputy of one's own is no other head.
        assert_eq!(check("chief", "chief", &heads), Ok(()));
        assert_eq!(awaited("chief", &heads), ["chief"]);
    }

    #[test]
    fn who_stands_in_for_two_heads_approves_in_the_place_of_the_other_one() {
        let heads = [
            head("chief", "section"),
            head("second", "section"),
            deputy("hanako", "chief", "section"),
            deputy("hanako", "second", "section"),
        ];
        assert_eq!(check("chief", "hanako", &heads), Ok(()));
        assert_eq!(check("chief", "chief", &heads), OWN);
    }

    #[test]
    fn a_head_in_their_own_right_is_not_only_a_deputy() {
        let heads = [
            head("chief", "section"),
            deputy("hanako", "chief", "section"),
            head("hanako", "bureau"),
        ];
        assert_eq!(check("chief", "hanako", &heads), Ok(()));
    }

    #[test]
    fn where_there_is_no_head_nothing_waits_for_anybody() {
        assert_eq!(awaited("hanako", &[]), [] as [&str; 0]);
        assert_eq!(check("hanako", "hanako", &[]), OWN);
    }
}
