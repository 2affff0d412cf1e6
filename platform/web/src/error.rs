//! A "no" for people, a fault for us.
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

use crate::texts::Text;

/// A "no" that the rules give on purpose. It is shown to the person and never logged as a fault.
pub trait Refusal: std::error::Error + Send + Sync + 'static {
    /// What the person reads: what happened, where, and how to mend it.
    fn text(&self) -> Text;

    /// The name of the form field to which the refusal belongs, if it belongs to one.
    fn field(&self) -> Option<&str> {
        None
    }
}

/// Something that should not happen. Its cause goes to the log; the person sees a plain sentence.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("not found")]
    NotFound,
    #[error("forbidden")]
    Forbidden,
    /// Somebody else saved in between; what the person wrote is still in the form.
    #[error("the record has changed since it was opened")]
    Stale,
    #[error("{0}")]
    Refused(Box<dyn Refusal>),
    #[error("the database is busy")]
    Conflict,
    #[error("the disk is full")]
    Full,
    #[error("fault: {0}")]
    Fault(#[source] Fault),
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn fault(cause: impl Into<Fault>) -> Self {
        Self::Fault(cause.into())
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Stale => StatusCode::CONFLICT,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict => StatusCode::SERVICE_UNAVAILABLE,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub fn text(&self) -> Text {
        match self {
            Self::NotFound => Text::new("web-error-not-found"),
            Self::Forbidden => Text::new("web-error-forbidden"),
            Self::Stale => Text::new("web-error-stale"),
            Self::Refused(refusal) => refusal.text(),
            Self::Conflict => Text::new("web-error-conflict"),
            Self::Full => Text::new("web-error-full"),
            Self::Fault(_) => Text::new("web-error-fault"),
        }
    }
}

impl<R: Refusal> From<R> for Error {
    fn from(refusal: R) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<db::DbError> for Error {
    fn from(error: db::DbError) -> Self {
        match error {
            db::DbError::NotFound => Self::NotFound,
            db::DbError::Conflict => Self::Conflict,
            db::DbError::Full => Self::Full,
            other => Self::fault(other),
        }
    }
}

impl db::Retry for Error {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}

/// What a failed answer carries to the frame that turns it into a page or `problem+json` in the person's language.
#[derive(Debug, Clone)]
pub struct Shown {
    pub status: StatusCode,
    pub text: Text,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Fault(cause) = &self {
            tracing::error!(%cause, "fault");
        }
        let shown = Shown {
            status: self.status(),
            text: self.text(),
        };
        let mut response = shown.status.into_response();
        response.extensions_mut().insert(shown);
        response
    }
}
