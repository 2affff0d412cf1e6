//! The ways programmes say no. Shown to the person; never logged as a fault.
use base::Date;
use web::Text;

use crate::model::Clock;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the run is not announced")]
    NotAnnounced,
    #[error("applications open on {0}")]
    NotOpen(Date),
    #[error("applications closed on {0}")]
    Closed(Date),
    #[error("the first session was on {0}")]
    Begun(Date),
    #[error("the picked sessions are not one of each part")]
    Picks,
    #[error("in the run already")]
    AlreadyIn,
    #[error("a seat in {title} at the same time, on {held_on}")]
    Clash {
        title: String,
        held_on: Date,
        starts_at: Clock,
    },
    #[error("no step leads from there")]
    NoStep,
    #[error("somebody waits in line for the seat")]
    LineWaits,
    #[error("the offer ended on {0}")]
    OfferOver(Date),
    #[error("both sit in the same sessions")]
    NothingToSwap,
    #[error("applications close on {0}")]
    StillOpen(Date),
    #[error("the session is on {0}")]
    NotYet(Date),
    #[error("{0} presences are not noted")]
    PresenceMissing(i64),
    #[error("{0} minutes are more than the session has")]
    TooManyMinutes(i64),
    #[error("the run has no session")]
    NoSession,
    #[error("the session ends before it begins")]
    EndsBefore,
    #[error("the last day of applying comes before the first")]
    ClosesBeforeOpening,
    #[error("the last day of applying comes after the first session")]
    ClosesAfterSession(Date),
    #[error("a session has at least one seat")]
    NoCapacity,
    #[error("{place} is taken by {title}")]
    RoomTaken {
        place: String,
        title: String,
        starts_at: Clock,
        ends_at: Clock,
    },
    #[error("{lecturer} holds {title} at that time")]
    LecturerTaken {
        lecturer: String,
        title: String,
        starts_at: Clock,
        ends_at: Clock,
    },
    #[error("outside the fiscal year of the run")]
    OutsideYear,
    #[error("the code is taken")]
    CodeTaken,
    #[error("the course was withdrawn on {0}")]
    Withdrawn(Date),
    #[error("people have come in by the way that was announced")]
    AdmissionFixed,
    #[error("a reason is missing")]
    ReasonMissing,
}

impl web::Refusal for Refusal {
    fn text(&self) -> Text {
        let day = |key: &'static str, it: &Date| Text::new(key).with("day", base::wareki(*it));
        match self {
            Self::NotAnnounced => Text::new("programme-refusal-not-announced"),
            Self::NotOpen(it) => day("programme-refusal-not-open", it),
            Self::Closed(it) => day("programme-refusal-closed", it),
            Self::Begun(it) => day("programme-refusal-begun", it),
            Self::Picks => Text::new("programme-refusal-picks"),
            Self::AlreadyIn => Text::new("programme-refusal-already-in"),
            Self::Clash {
                title,
                held_on,
                starts_at,
            } => Text::new("programme-refusal-clash")
                .with("title", title.clone())
                .with("day", base::wareki(*held_on))
                .with("starts", starts_at.to_string()),
            Self::NoStep => Text::new("programme-refusal-no-step"),
            Self::LineWaits => Text::new("programme-refusal-line-waits"),
            Self::OfferOver(it) => day("programme-refusal-offer-over", it),
            Self::NothingToSwap => Text::new("programme-refusal-nothing-to-swap"),
            Self::StillOpen(it) => day("programme-refusal-still-open", it),
            Self::NotYet(it) => day("programme-refusal-not-yet", it),
            Self::PresenceMissing(count) => {
                Text::new("programme-refusal-presence-missing").with("count", *count)
            }
            Self::TooManyMinutes(most) => {
                Text::new("programme-refusal-too-many-minutes").with("most", *most)
            }
            Self::NoSession => Text::new("programme-refusal-no-session"),
            Self::EndsBefore => Text::new("programme-refusal-ends-before"),
            Self::ClosesBeforeOpening => Text::new("programme-refusal-closes-before-opening"),
            Self::ClosesAfterSession(it) => day("programme-refusal-closes-after-session", it),
            Self::NoCapacity => Text::new("programme-refusal-no-capacity"),
            Self::RoomTaken {
                place: name,
                title,
                starts_at,
                ends_at,
            }
            | Self::LecturerTaken {
                lecturer: name,
                title,
                starts_at,
                ends_at,
            } => {
                let key = match self {
                    Self::RoomTaken { .. } => "programme-refusal-room-taken",
                    _ => "programme-refusal-lecturer-taken",
                };
                Text::new(key)
                    .with("name", name.clone())
                    .with("title", title.clone())
                    .with("starts", starts_at.to_string())
                    .with("ends", ends_at.to_string())
            }
            Self::OutsideYear => Text::new("programme-refusal-outside-year"),
            Self::CodeTaken => Text::new("programme-refusal-code-taken"),
            Self::Withdrawn(it) => day("programme-refusal-withdrawn", it),
            Self::AdmissionFixed => Text::new("programme-refusal-admission-fixed"),
            Self::ReasonMissing => Text::new("programme-refusal-reason-missing"),
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::EndsBefore => Some("ends_at"),
            Self::ClosesBeforeOpening | Self::ClosesAfterSession(_) => Some("closes_on"),
            Self::NoCapacity => Some("capacity"),
            Self::RoomTaken { .. } => Some("place"),
            Self::LecturerTaken { .. } => Some("lecturer"),
            Self::OutsideYear => Some("held_on"),
            Self::CodeTaken => Some("code"),
            Self::AdmissionFixed => Some("admission"),
            Self::ReasonMissing => Some("reason"),
            _ => None,
        }
    }
}
