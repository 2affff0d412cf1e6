//! The ways carrying out says no, and what a person reads then.
use base::{Date, FiscalYear, UnitCode};
use web::Text;

use super::{figure::FigureError, model::Stage};

/// The ways carrying out says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("{field} is empty")]
    Empty { field: &'static str },
    #[error("{field} has {length} characters")]
    TooLong {
        field: &'static str,
        length: usize,
        most: usize,
    },
    #[error("the year {year} is frozen", year = .0.year())]
    Frozen(FiscalYear),
    #[error("the plan does not run in {year}", year = .0.year())]
    OutsidePlan(FiscalYear),
    #[error("the check of the year was opened, so that a change needs a reason")]
    ReasonMissing,
    #[error("{due_on} does not lie in the year {year}", year = .year.year())]
    DueOutsideYear { due_on: Date, year: FiscalYear },
    #[error("{on} lies in the future")]
    InFuture { field: &'static str, on: Date },
    #[error("{0} does not lie in the plan's years")]
    DayOutsidePlan(Date),
    /// The unit did not own the measure in that year.
    #[error("{0} lies in a year of another owner")]
    NotYourYear(Date),
    #[error("done on {done_on}, before its year {year} began", year = .year.year())]
    DoneBeforeYear { done_on: Date, year: FiscalYear },
    #[error("nothing is left to carry over")]
    NothingToCarry,
    #[error("{field}: {error}")]
    Figure { field: String, error: FigureError },
    #[error("a figure and a reason why it is missing")]
    FigureAndReason,
    #[error("neither a figure nor a reason why it is missing")]
    NeitherFigureNorReason,
    #[error("as of {as_of}, which lies outside the year {year}", year = .year.year())]
    AsOfOutsideYear { as_of: Date, year: FiscalYear },
    #[error("the program computes this indicator")]
    Computed,
    #[error("there is no such indicator to compute")]
    UnknownSource,
    #[error("figures with more decimals are kept already")]
    DecimalsInUse,
    #[error("the count of people is none")]
    People,
    #[error("a capability reported this activity")]
    Reported,
    #[error("the measure is no study")]
    NotAStudy,
    #[error("decided on {0}")]
    StudyClosed(Date),
    #[error("the stage {0:?} comes first")]
    StageBefore(Stage),
    #[error("the study has come further already, to {0:?}")]
    StageAfter(Stage),
    #[error("the last step was on {0}")]
    BeforeLastStep(Date),
    #[error("this form was sent before, with other words")]
    AlreadySent,
    #[error("no purpose or no content is left")]
    WordingEmpty { field: &'static str },
    #[error("answered already")]
    AlreadyAnswered,
    #[error("no such unit on {0}")]
    UnknownUnit(Date),
    #[error("several units have that name: {0:?}")]
    AmbiguousUnit(Vec<UnitCode>),
    #[error("the unit is one of the owners on that day")]
    AlreadyOwner,
    #[error("the owner's time is {0} until before {1}")]
    OutsideOwnership(Date, Date),
    #[error("the measure would have no owner")]
    LastOwner,
}

impl Refusal {
    /// At the field of a figure.
    pub(crate) fn figure(field: impl Into<String>) -> impl FnOnce(FigureError) -> Self {
        let field = field.into();
        move |error| Self::Figure { field, error }
    }
}

impl web::Refusal for Refusal {
    fn text(&self) -> Text {
        let year = |key: &'static str, it: &FiscalYear| Text::new(key).with("year", it.wareki());
        let day = |key: &'static str, it: &Date| Text::new(key).with("day", base::wareki(*it));
        match self {
            Self::Empty { .. } => Text::new("plan-carry-refused-empty"),
            Self::TooLong { length, most, .. } => Text::new("plan-carry-refused-too-long")
                .with("length", *length)
                .with("most", *most),
            Self::Frozen(it) => year("plan-carry-refused-frozen", it),
            Self::OutsidePlan(it) => year("plan-carry-refused-outside-plan", it),
            Self::ReasonMissing => Text::new("plan-carry-refused-reason"),
            Self::DueOutsideYear { due_on, year } => {
                day("plan-carry-refused-due", due_on).with("year", year.wareki())
            }
            Self::InFuture { on, .. } => day("plan-carry-refused-future", on),
            Self::NotYourYear(it) => day("plan-carry-refused-not-your-year", it),
            Self::DayOutsidePlan(it) => day("plan-carry-refused-day-outside-plan", it),
            Self::DoneBeforeYear { done_on, year } => {
                day("plan-carry-refused-done-before", done_on).with("year", year.wareki())
            }
            Self::NothingToCarry => Text::new("plan-carry-refused-nothing-to-carry"),
            Self::Figure { error, .. } => error.text(),
            Self::FigureAndReason => Text::new("plan-carry-refused-figure-and-reason"),
            Self::NeitherFigureNorReason => Text::new("plan-carry-refused-neither"),
            Self::AsOfOutsideYear { as_of, year } => {
                day("plan-carry-refused-as-of", as_of).with("year", year.wareki())
            }
            Self::Computed => Text::new("plan-carry-refused-computed"),
            Self::UnknownSource => Text::new("plan-carry-refused-unknown-source"),
            Self::DecimalsInUse => Text::new("plan-carry-refused-decimals-in-use"),
            Self::People => Text::new("plan-carry-refused-people"),
            Self::Reported => Text::new("plan-carry-refused-reported"),
            Self::NotAStudy => Text::new("plan-carry-refused-not-a-study"),
            Self::StudyClosed(it) => day("plan-carry-refused-study-closed", it),
            Self::StageBefore(it) => Text::new(match it {
                Stage::Question => "plan-carry-refused-question-first",
                Stage::Options | Stage::Decision => "plan-carry-refused-options-first",
            }),
            Self::StageAfter(_) => Text::new("plan-carry-refused-stage-back"),
            Self::BeforeLastStep(it) => day("plan-carry-refused-before-last-step", it),
            Self::AlreadySent => Text::new("plan-carry-refused-already-sent"),
            Self::WordingEmpty { .. } => Text::new("plan-carry-refused-wording-empty"),
            Self::AlreadyAnswered => Text::new("plan-carry-refused-answered"),
            Self::UnknownUnit(it) => day("plan-carry-refused-unknown-unit", it),
            Self::AmbiguousUnit(codes) => {
                let codes: Vec<&str> = codes.iter().map(UnitCode::as_str).collect();
                Text::new("plan-carry-refused-ambiguous-unit").with("codes", codes.join("、"))
            }
            Self::AlreadyOwner => Text::new("plan-carry-refused-already-owner"),
            Self::OutsideOwnership(first, _) => day("plan-carry-refused-outside-ownership", first),
            Self::LastOwner => Text::new("plan-carry-refused-last-owner"),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::Empty { field } | Self::TooLong { field, .. } | Self::InFuture { field, .. } => {
                Some(field)
            }
            Self::WordingEmpty { field } => Some(field),
            Self::ReasonMissing => Some("reason"),
            Self::DueOutsideYear { .. } => Some("due_on"),
            Self::DayOutsidePlan(_) | Self::NotYourYear(_) => Some("happened_on"),
            Self::DoneBeforeYear { .. } => Some("done_on"),
            Self::Figure { field, .. } => Some(field),
            Self::FigureAndReason | Self::NeitherFigureNorReason => Some("missing"),
            Self::AsOfOutsideYear { .. } => Some("as_of"),
            Self::UnknownSource => Some("source"),
            Self::DecimalsInUse => Some("decimals"),
            Self::People => Some("people"),
            Self::StudyClosed(_) | Self::StageBefore(_) | Self::StageAfter(_) => Some("stage"),
            Self::BeforeLastStep(_) => Some("decided_on"),
            Self::UnknownUnit(_) | Self::AmbiguousUnit(_) | Self::AlreadyOwner => Some("unit"),
            Self::OutsideOwnership(..) => Some("from"),
            Self::AlreadySent => Some(web::form::FORM_ID),
            _ => None,
        }
    }
}
