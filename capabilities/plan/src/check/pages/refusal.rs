//! What a person reads when the check says no, and at which field.
use web::Text;

use crate::check::rules::{LONGEST_TEXT, Refusal};

impl web::Refusal for Refusal {
    fn text(&self) -> Text {
        match self {
            Self::Frozen => Text::new("plan-check-no-frozen"),
            Self::Submitted => Text::new("plan-check-no-submitted"),
            Self::Approved => Text::new("plan-check-no-approved"),
            Self::NotSubmitted => Text::new("plan-check-no-not-submitted"),
            Self::NotApproved => Text::new("plan-check-no-not-approved"),
            Self::OnlyHead => Text::new("plan-check-no-only-head"),
            Self::OnlyOffice => Text::new("plan-check-no-only-office"),
            Self::OwnSubmission => Text::new("plan-check-no-own-submission"),
            Self::SubmittersDeputy => Text::new("plan-check-no-submitters-deputy"),
            Self::ReasonMissing => Text::new("plan-check-no-reason"),
            Self::ProgressMissing => Text::new("plan-check-no-progress"),
            Self::AchievementMissing => Text::new("plan-check-no-achievement"),
            Self::AchievedWithoutStart => Text::new("plan-check-no-achieved-without-start"),
            Self::DoneMissing => Text::new("plan-check-no-done"),
            Self::WhyMissing => Text::new("plan-check-no-why"),
            Self::NextMissing => Text::new("plan-check-no-next"),
            Self::TooLong { length, .. } => Text::new("plan-check-no-too-long")
                .with("length", *length)
                .with("most", LONGEST_TEXT),
            Self::YearOutsidePlan(year) => {
                Text::new("plan-check-no-year-outside").with("year", year.wareki_with_year())
            }
            Self::YearNotBegun(year) => {
                Text::new("plan-check-no-year-not-begun").with("year", year.wareki_with_year())
            }
            Self::ReviewBeforeDraft => Text::new("plan-check-no-review-before-draft"),
            Self::DuePassed { .. } => Text::new("plan-check-no-due-passed"),
            Self::NotAllApproved(count) => {
                Text::new("plan-check-no-not-all-approved").with("count", *count)
            }
            Self::DepartureWithoutReason => Text::new("plan-check-no-departure"),
            Self::ChecksChanged => Text::new("plan-check-no-checks-changed"),
            Self::UnknownUnit => Text::new("plan-check-no-unknown-unit"),
            Self::AmbiguousUnit => Text::new("plan-check-no-ambiguous-unit"),
            Self::UnitOutOfReach => Text::new("plan-check-no-unit-out-of-reach"),
            Self::QuestionMissing => Text::new("plan-check-no-question"),
            Self::AnswerMissing => Text::new("plan-check-no-answer"),
            Self::AlreadyAnswered => Text::new("plan-check-no-already-answered"),
            Self::Withdrawn => Text::new("plan-check-no-withdrawn"),
            Self::NothingChosen => Text::new("plan-check-no-nothing-chosen"),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::ReasonMissing | Self::DepartureWithoutReason => Some("reason"),
            Self::ProgressMissing => Some("progress"),
            Self::AchievementMissing | Self::AchievedWithoutStart => Some("achievement"),
            Self::DoneMissing => Some("done"),
            Self::WhyMissing => Some("learned"),
            Self::NextMissing => Some("next"),
            Self::TooLong { field, .. } | Self::DuePassed { field } => Some(field),
            Self::YearOutsidePlan(_) | Self::YearNotBegun(_) => Some("year"),
            Self::ReviewBeforeDraft => Some("review_due_on"),
            Self::UnknownUnit | Self::AmbiguousUnit | Self::UnitOutOfReach => Some("unit"),
            Self::QuestionMissing => Some("question"),
            Self::AnswerMissing => Some("answer"),
            _ => None,
        }
    }
}
