//! What a handler is given: a signed-in person's visit, or a guest.
use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use web::{Error, Page, Result};

use crate::{house::App, model::Actor};

/// A signed-in person's request to an action they may do.
#[derive(Clone)]
pub struct Visit {
    pub actor: Actor,
    pub(crate) frame: Arc<Frame>,
}

/// A request to a public address, by whomever.
#[derive(Clone)]
pub struct Guest {
    pub(crate) address: String,
    pub(crate) browser: String,
    pub(crate) frame: Arc<Frame>,
}

/// What both kinds of page are built from.
pub(crate) struct Frame {
    pub(crate) page: Page,
    pub(crate) csrf: String,
}

impl Visit {
    /// The page under a title from the texts.
    pub fn page(&self, title_key: &str) -> Page {
        self.frame.page.clone().titled(title_key)
    }

    /// The page under ready words, such as a person's name.
    pub fn page_headed(&self, title: impl Into<String>) -> Page {
        self.frame.page.clone().headed(title)
    }

    pub fn lang(&self) -> web::Lang {
        self.frame.page.language()
    }

    pub(crate) fn csrf(&self) -> &str {
        &self.frame.csrf
    }
}

impl Guest {
    pub(crate) fn page(&self, title_key: &str) -> Page {
        self.frame.page.clone().titled(title_key)
    }

    pub(crate) fn csrf(&self) -> &str {
        &self.frame.csrf
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(Error::Forbidden)
    }
}

impl FromRequestParts<App> for Guest {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(Error::Forbidden)
    }
}
