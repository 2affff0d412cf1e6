//! What came back, and what a test may ask of it.
use axum::{
    body::Bytes,
    http::{HeaderMap, StatusCode, header},
};

#[derive(Debug, Clone)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    body: Bytes,
}

impl Reply {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
        }
    }

    /// The answer worked: a page, a file, or the way back after a change.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert!(
            self.status.is_success() || self.status.is_redirection(),
            "{} {}",
            self.status,
            self.text()
        );
        self
    }

    /// Refused by a rule: the page with the sentence that says why.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!(
            self.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            self.text()
        );
        self.text()
    }

    /// Not this person's.
    #[track_caller]
    pub fn forbidden(self) {
        let is_no = matches!(self.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
        assert!(is_no, "{} {}", self.status, self.text());
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("the answer is JSON")
    }

    pub fn has(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// Where the answer sends the browser.
    pub fn location(&self) -> Option<String> {
        let place = self.headers.get(header::LOCATION)?;
        place.to_str().ok().map(str::to_owned)
    }

    /// The first text between two others.
    pub fn between(&self, before: &str, after: &str) -> Option<String> {
        let text = self.text();
        let start = text.find(before)? + before.len();
        let length = text[start..].find(after)?;
        Some(text[start..start + length].to_owned())
    }
}
