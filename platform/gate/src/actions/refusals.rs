//! How the gate's refusals read. The words never say whether a number exists.
use web::Text;

use crate::rules::{self, GrantRefusal, PasswordRefusal};

/// Why nobody came in. The words never say whether the number exists.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignInRefusal {
    #[error("the number and the password do not belong together")]
    Wrong,
    #[error("the present password is another one")]
    WrongOld,
    #[error("too many failures: wait a quarter of an hour")]
    Wait,
    #[error("the code is wrong or too old")]
    WrongCode,
}

impl web::Refusal for SignInRefusal {
    fn text(&self) -> Text {
        Text::new(match self {
            Self::Wrong => "gate-sign-in-wrong",
            Self::Wait => "gate-sign-in-wait",
            Self::WrongOld => "gate-old-password-wrong",
            Self::WrongCode => "gate-first-code-wrong",
        })
    }
    fn field(&self) -> Option<&str> {
        (*self == Self::WrongOld).then_some("old")
    }
}

impl web::Refusal for PasswordRefusal {
    fn text(&self) -> Text {
        match self {
            Self::TooShort => {
                Text::new("gate-password-too-short").with("least", rules::SHORTEST_PASSWORD)
            }
            Self::TooLong => {
                Text::new("gate-password-too-long").with("most", rules::LONGEST_PASSWORD)
            }
            Self::Differs => Text::new("gate-password-differs"),
            Self::TooPlain => Text::new("gate-password-too-plain"),
        }
    }
    fn field(&self) -> Option<&str> {
        Some(if *self == Self::Differs {
            "again"
        } else {
            "password"
        })
    }
}

impl web::Refusal for GrantRefusal {
    fn text(&self) -> Text {
        match self {
            Self::EndsBeforeItStarts => Text::new("gate-grant-ends-before"),
            Self::ToOneself => Text::new("gate-grant-to-oneself"),
            Self::Wall(..) => Text::new("gate-grant-wall"),
            Self::NotTheirsToGive => Text::new("gate-grant-not-yours-to-give"),
            Self::NothingToStandInFor => Text::new("gate-grant-nothing-to-stand-in-for"),
            Self::UnknownPerson => Text::new("gate-grant-unknown-person"),
            Self::AccountIsOver => Text::new("gate-grant-account-is-over"),
            Self::UnknownRole => Text::new("gate-grant-unknown-role"),
            Self::UnknownUnit => Text::new("gate-grant-unknown-unit"),
        }
    }
    fn field(&self) -> Option<&str> {
        Some(match self {
            Self::EndsBeforeItStarts => "last_on",
            Self::ToOneself | Self::UnknownPerson | Self::AccountIsOver => "number",
            Self::Wall(..) | Self::UnknownRole => "role",
            Self::NothingToStandInFor => "deputy_for",
            Self::NotTheirsToGive | Self::UnknownUnit => "unit",
        })
    }
}
