//! The rules of the check, as sentences.
use base::date;

use super::*;
use crate::adopted::PlanId;

fn cycle() -> Cycle {
    Cycle {
        plan: PlanId("plan".into()),
        year: FiscalYear(2025),
        opened_at: "2026-04-01T00:00:00Z".parse().unwrap(),
        draft_due_on: date(2026, 4, 24),
        review_due_on: date(2026, 5, 8),
        frozen_at: None,
    }
}

fn ready() -> Words {
    Words {
        progress: Some(Progress::Completed),
        achievement: Some(Achievement::Achieved),
        done: "研修を3回行った。".into(),
        learned: String::new(),
        next: "同じ内容で続ける。".into(),
    }
}

/// All states that can follow one another from a state, by anybody.
fn reachable(from: State) -> Vec<State> {
    let mut found = vec![from];
    let mut at = 0;
    while at < found.len() {
        let here = found[at];
        for (_, _, _, to) in MOVES.iter().filter(|it| it.0 == here) {
            if !found.contains(to) {
                found.push(*to);
            }
        }
        at += 1;
    }
    found
}

#[test]
fn no_state_is_a_dead_end_before_the_freeze() {
    for &state in State::ALL {
        let ways = Event::ALL
            .iter()
            .flat_map(|event| Hand::ALL.map(|hand| next(state, *event, hand, false)));
        assert!(
            ways.clone().any(|it| it.is_ok_and(|to| to != state)),
            "{state:?} has no way out"
        );
        assert!(
            reachable(state).contains(&State::Approved),
            "{state:?} never becomes approved"
        );
        assert!(
            reachable(state).contains(&State::Drafting),
            "{state:?} can never be written anew"
        );
    }
}

#[test]
fn every_state_can_be_reached_from_the_first_one() {
    let mut reached = reachable(State::Untouched);
    reached.sort_by_key(|it| it.word());
    assert_eq!(reached.len(), State::ALL.len());
}

#[test]
fn nothing_moves_after_the_freeze() {
    for &state in State::ALL {
        for event in Event::ALL {
            for hand in Hand::ALL {
                assert_eq!(
                    next(state, event, hand, true),
                    Err(Refusal::Frozen),
                    "{state:?} {event:?} {hand:?}"
                );
            }
        }
    }
}

#[test]
fn the_table_holds_one_row_for_a_state_and_an_event() {
    for (index, row) in MOVES.iter().enumerate() {
        assert!(
            MOVES[..index]
                .iter()
                .all(|it| (it.0, it.1) != (row.0, row.1)),
            "{:?} {:?} twice",
            row.0,
            row.1
        );
    }
}

#[test]
fn only_heads_approve_and_return() {
    for hand in [Hand::Writer, Hand::Office] {
        assert_eq!(
            next(State::Submitted, Event::Approve, hand, false),
            Err(Refusal::OnlyHead)
        );
        assert_eq!(
            next(State::Submitted, Event::Return, hand, false),
            Err(Refusal::OnlyHead)
        );
    }
    assert_eq!(
        next(State::Submitted, Event::Approve, Hand::Head, false),
        Ok(State::Approved)
    );
    assert_eq!(
        next(State::Submitted, Event::Return, Hand::Head, false),
        Ok(State::Returned)
    );
}

#[test]
fn only_the_plan_office_sends_an_approved_check_back() {
    assert_eq!(
        next(State::Approved, Event::Reopen, Hand::Office, false),
        Ok(State::Returned)
    );
    assert_eq!(
        next(State::Approved, Event::Reopen, Hand::Head, false),
        Err(Refusal::OnlyOffice)
    );
    assert_eq!(
        next(State::Submitted, Event::Reopen, Hand::Office, false),
        Err(Refusal::NotApproved)
    );
}

#[test]
fn approved_is_approved_for_writer_and_head() {
    for event in [
        Event::Save,
        Event::Submit,
        Event::TakeBack,
        Event::Approve,
        Event::Return,
    ] {
        assert_eq!(
            next(State::Approved, event, Hand::Head, false),
            Err(Refusal::Approved),
            "{event:?}"
        );
    }
}

#[test]
fn a_submission_is_taken_back_before_it_is_changed() {
    assert_eq!(
        next(State::Submitted, Event::Save, Hand::Writer, false),
        Err(Refusal::Submitted)
    );
    assert_eq!(
        next(State::Submitted, Event::Submit, Hand::Writer, false),
        Err(Refusal::Submitted)
    );
    assert_eq!(
        next(State::Submitted, Event::TakeBack, Hand::Writer, false),
        Ok(State::Drafting)
    );
    assert_eq!(
        next(State::Drafting, Event::TakeBack, Hand::Writer, false),
        Err(Refusal::NotSubmitted)
    );
}

#[test]
fn a_return_and_a_reopening_need_a_reason_and_nothing_else_does() {
    for event in Event::ALL {
        let wants_reason = matches!(event, Event::Return | Event::Reopen);
        assert_eq!(
            check_reason(event, " \n").is_err(),
            wants_reason,
            "{event:?}"
        );
        assert_eq!(check_reason(event, "数字の根拠を書いてください。"), Ok(()));
    }
}

#[test]
fn an_empty_check_names_everything_that_is_missing() {
    let all = [
        Refusal::ProgressMissing,
        Refusal::AchievementMissing,
        Refusal::DoneMissing,
        Refusal::NextMissing,
    ];
    assert_eq!(missing(&Words::default()), all);
    assert_eq!(missing(&ready()), []);
}

#[test]
fn what_was_not_begun_needs_no_deeds_but_a_why() {
    let words = Words {
        progress: Some(Progress::NotStarted),
        achievement: Some(Achievement::NotAchieved),
        done: String::new(),
        learned: String::new(),
        ..ready()
    };
    assert_eq!(missing(&words), [Refusal::WhyMissing]);
    assert_eq!(
        missing(&Words {
            learned: "予算が付かなかった。".into(),
            ..words
        }),
        []
    );
}

#[test]
fn what_was_done_without_reaching_anything_says_why() {
    let words = Words {
        achievement: Some(Achievement::NotAchieved),
        ..ready()
    };
    assert_eq!(missing(&words), [Refusal::WhyMissing]);
    assert_eq!(
        missing(&Words {
            achievement: Some(Achievement::Partly),
            ..ready()
        }),
        []
    );
}

#[test]
fn not_begun_and_achieved_contradict_each_other() {
    let words = Words {
        progress: Some(Progress::NotStarted),
        learned: "理由".into(),
        ..ready()
    };
    assert_eq!(missing(&words), [Refusal::AchievedWithoutStart]);
}

#[test]
fn a_text_may_have_4000_characters_and_not_one_more() {
    let words = |length| Words {
        learned: "あ".repeat(length),
        ..ready()
    };
    assert_eq!(check_lengths(&words(LONGEST_TEXT)), Ok(()));
    let too_long = Refusal::TooLong {
        field: "learned",
        length: LONGEST_TEXT + 1,
    };
    assert_eq!(check_lengths(&words(LONGEST_TEXT + 1)), Err(too_long));
}

#[test]
fn a_year_opens_within_the_plan_once_it_has_begun() {
    let period = FiscalYears::new(FiscalYear(2024), FiscalYear(2026)).unwrap();
    let today = date(2026, 4, 1);
    let open = |year, draft, review| check_opening(period, FiscalYear(year), draft, review, today);
    let (draft, review) = (date(2026, 4, 24), date(2026, 5, 8));

    assert_eq!(open(2025, draft, review), Ok(()));
    assert_eq!(open(2026, draft, review), Ok(()), "its first day is today");
    assert_eq!(
        open(2023, draft, review),
        Err(Refusal::YearOutsidePlan(FiscalYear(2023)))
    );
    assert_eq!(
        check_opening(period, FiscalYear(2026), draft, review, date(2026, 3, 31)),
        Err(Refusal::YearNotBegun(FiscalYear(2026)))
    );
    assert_eq!(
        open(2025, today, today),
        Ok(()),
        "due today is not yet past"
    );
    assert_eq!(
        open(2025, date(2026, 3, 31), review),
        Err(Refusal::DuePassed {
            field: "draft_due_on"
        })
    );
    assert_eq!(open(2025, review, draft), Err(Refusal::ReviewBeforeDraft));
}

#[test]
fn a_draft_waits_for_its_writers_and_a_submission_for_the_heads() {
    let cycle = cycle();
    let early = date(2026, 4, 2);
    assert_eq!(
        waits_for(State::Untouched, &cycle, early),
        Some((Whom::Writers, cycle.draft_due_on))
    );
    assert_eq!(
        waits_for(State::Drafting, &cycle, early),
        Some((Whom::Writers, cycle.draft_due_on))
    );
    assert_eq!(
        waits_for(State::Submitted, &cycle, early),
        Some((Whom::Heads, cycle.review_due_on))
    );
    assert_eq!(waits_for(State::Approved, &cycle, early), None);
}

#[test]
fn what_comes_back_late_gets_five_working_days_of_its_own() {
    let cycle = cycle();
    // Friday 8 May 2026: the fifth working day after it is Friday 15 May.
    assert_eq!(
        waits_for(State::Returned, &cycle, date(2026, 5, 8)),
        Some((Whom::Writers, date(2026, 5, 15)))
    );
    assert_eq!(
        waits_for(State::Submitted, &cycle, date(2026, 5, 8)),
        Some((Whom::Heads, date(2026, 5, 15)))
    );
    // Golden Week: 29 April and 3 to 6 May are no working days, so it takes two weeks.
    assert_eq!(
        waits_for(State::Returned, &cycle, date(2026, 4, 27)),
        Some((Whom::Writers, date(2026, 5, 8)))
    );
}
