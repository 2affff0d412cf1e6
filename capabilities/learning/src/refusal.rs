//! The ways the courses say no, besides those of every programme.
use web::Text;

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("the course is for others")]
    NotMeant,
    #[error("the person has no main post today")]
    NoUnit,
    #[error("a wish of one's own")]
    OwnWish,
    /// It would stand in for somebody else's consent.
    #[error("a nomination of oneself")]
    OwnNomination,
    #[error("{field} is not a whole number from {least} to {most}")]
    Number {
        field: &'static str,
        least: i64,
        most: i64,
    },
    #[error("{field} is not a time of day")]
    Clock { field: &'static str },
    #[error("there is no unit {0}")]
    UnknownUnit(String),
    #[error("nobody was chosen")]
    NobodyChosen,
    /// One of several cannot come, and why.
    #[error("{name} cannot come: {why}")]
    Of { name: String, why: String },
    #[error("no measure {0}")]
    UnknownMeasure(String),
}

impl web::Refusal for Refusal {
    fn text(&self) -> Text {
        match self {
            Self::NotMeant => Text::new("learning-refusal-not-meant"),
            Self::NoUnit => Text::new("learning-refusal-no-unit"),
            Self::OwnWish => Text::new("learning-refusal-own-wish"),
            Self::OwnNomination => Text::new("learning-refusal-own-nomination"),
            Self::Number { least, most, .. } => Text::new("learning-refusal-number")
                .with("least", *least)
                .with("most", *most),
            Self::Clock { .. } => Text::new("learning-refusal-clock"),
            Self::UnknownUnit(code) => {
                Text::new("learning-refusal-unknown-unit").with("code", code.clone())
            }
            Self::NobodyChosen => Text::new("learning-refusal-nobody-chosen"),
            Self::Of { name, why } => Text::new("learning-refusal-of")
                .with("name", name.clone())
                .with("why", why.clone()),
            Self::UnknownMeasure(key) => {
                Text::new("learning-refusal-unknown-measure").with("key", key.clone())
            }
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::Number { field, .. } | Self::Clock { field } => Some(field),
            Self::UnknownUnit(_) => Some("units"),
            Self::NobodyChosen | Self::OwnNomination | Self::Of { .. } => Some("staff"),
            Self::UnknownMeasure(_) => Some("measure"),
            Self::NotMeant | Self::NoUnit | Self::OwnWish => None,
        }
    }
}
