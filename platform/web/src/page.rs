//! The frame around every page: title, person, navigation, language, notice.
use std::{borrow::Cow, sync::Arc};

use axum::{
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Redirect, Response},
};

use base::{Date, FiscalYear, Instant};

use crate::{
    error::{Error, Result},
    texts::{Arg, Lang, Text, Texts},
};

/// How large the letters are: the person's choice, kept in a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    Small,
    #[default]
    Medium,
    Large,
}

impl TextSize {
    pub fn code(self) -> &'static str {
        match self {
            Self::Small => "s",
            Self::Medium => "m",
            Self::Large => "l",
        }
    }

    pub fn of_code(code: &str) -> Self {
        match code {
            "s" => Self::Small,
            "l" => Self::Large,
            _ => Self::Medium,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Link {
    pub href: String,
    pub label: String,
}

#[derive(Debug, Clone)]
pub struct NavItem {
    pub href: String,
    pub label: String,
    pub is_current: bool,
    /// Shown as a small number, such as open tasks.
    pub count: Option<i64>,
}

/// The person who is signed in, as the header shows them.
#[derive(Debug, Clone)]
pub struct User {
    pub name: String,
    pub number: String,
    /// The names of the roles in force today.
    pub roles: Vec<String>,
}

/// Who can and who cannot, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub can: String,
    pub cannot: String,
}

/// What the layout needs. Every page struct has a field `page` of this type.
#[derive(Clone)]
pub struct Page {
    texts: Arc<Texts>,
    language: Lang,
    size: TextSize,
    pub title: String,
    /// The path and query of this page, to come back to.
    pub path: String,
    /// `None` before sign-in.
    pub user: Option<User>,
    pub nav: Vec<NavItem>,
    /// The token that every form carries in its field `csrf`.
    pub csrf: String,
    /// A sentence that greets the person after something was done.
    pub notice: Option<String>,
    pub back: Option<Link>,
    pub breadcrumbs: Vec<Link>,
    /// Who can see what stands on this page, and who cannot, from the policies.
    pub who_can_see: Option<Who>,
}

impl Page {
    pub fn new(texts: Arc<Texts>, language: Lang, size: TextSize, path: String) -> Self {
        Self {
            texts,
            language,
            size,
            title: String::new(),
            path,
            user: None,
            nav: Vec::new(),
            csrf: String::new(),
            notice: None,
            back: None,
            breadcrumbs: Vec::new(),
            who_can_see: None,
        }
    }

    pub fn language(&self) -> Lang {
        self.language
    }

    pub fn lang(&self) -> &'static str {
        self.language.code()
    }

    pub fn text_size(&self) -> &'static str {
        self.size.code()
    }

    /// The text of a key.
    pub fn t<'a>(&'a self, key: &'a str) -> Cow<'a, str> {
        self.texts.t(self.language, key)
    }

    /// The text of a key with values: `page.say("plan-counts", &[("done", 3.into())])`.
    pub fn say<'a>(&'a self, key: &'a str, args: &[(&str, Arg)]) -> Cow<'a, str> {
        self.texts.say(self.language, key, args)
    }

    pub fn text(&self, text: &Text) -> String {
        self.texts.text(self.language, text)
    }

    /// A day in the city's calendar with the western year beside: 令和8年4月1日（2026年）, in English 1 April 2026 (R8).
    pub fn day(&self, day: Date) -> String {
        match self.language {
            Lang::Ja => base::wareki_with_year(day),
            Lang::En => {
                let short = base::wareki_short(day);
                let era = short.split('.').next().unwrap_or_default();
                format!("{} ({era})", day.strftime("%-d %B %Y"))
            }
        }
    }

    /// The last day of a half-open period.
    pub fn last_day(&self, ends_on: Date) -> String {
        self.day(ends_on.yesterday().unwrap_or(ends_on))
    }

    /// A moment on the city's clocks: 令和8年4月1日（2026年） 9:05.
    pub fn moment(&self, at: Instant) -> String {
        format!(
            "{} {}",
            self.day(base::city_date(at)),
            base::city_time(at).strftime("%-H:%M")
        )
    }

    /// A fiscal year: 令和8年度（2026年度）, in English FY2026 (R8).
    pub fn fiscal_year(&self, year: FiscalYear) -> String {
        match self.language {
            Lang::Ja => year.wareki_with_year(),
            Lang::En => {
                let short = base::wareki_short(year.last_day());
                let first = base::wareki_short(year.first_day());
                let era = if year.year() == 2019 { &short } else { &first };
                format!(
                    "FY{} ({})",
                    year.year(),
                    era.split('.').next().unwrap_or_default()
                )
            }
        }
    }

    /// Whether a key has a text.
    pub fn has(&self, key: &str) -> bool {
        self.texts.has(key)
    }

    /// Sets the title to the text of a key.
    #[must_use]
    pub fn titled(mut self, key: &str) -> Self {
        self.title = self.t(key).into_owned();
        self
    }

    /// Sets the title to ready words, such as a name.
    #[must_use]
    pub fn headed(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Adds a step to the way back: `page.under("/people", "people-title")`. A step that is an entry of the menu, and nearer
    /// than the one above the address, is where the person is.
    #[must_use]
    pub fn under(mut self, href: impl Into<String>, key: &str) -> Self {
        let (href, label) = (href.into(), self.t(key).into_owned());
        let current = self.nav.iter().find(|it| it.is_current);
        let is_nearer = current.is_none_or(|it| it.href.len() < href.len());
        if is_nearer && self.nav.iter().any(|it| it.href == href) {
            for it in &mut self.nav {
                it.is_current = it.href == href;
            }
        }
        self.breadcrumbs.push(Link { href, label });
        self
    }
}

/// Renders a page.
pub fn render(template: impl askama::Template) -> Result<Response> {
    let body = template.render().map_err(Error::fault)?;
    Ok(Html(body).into_response())
}

/// Sends the person back to a page, where the text of `notice` greets them.
pub fn back_to(path: impl AsRef<str>, notice: &str) -> Redirect {
    let path = path.as_ref();
    let joint = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{joint}notice={notice}"))
}

/// A file to keep. `name` may be Japanese.
pub fn file(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut encoded = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}"))
        .expect("a percent-encoded name is ASCII");
    let mut response = bytes.into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
        .headers_mut()
        .insert(header::CONTENT_DISPOSITION, disposition);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_at(path: &str, current: &str) -> Page {
        let texts = Arc::new(Texts::new([]));
        let mut page = Page::new(texts, Lang::Ja, TextSize::default(), path.to_owned());
        page.nav = ["/plan", "/plan/owners", "/plan/my-checks"]
            .map(|href| NavItem {
                href: href.to_owned(),
                label: String::new(),
                is_current: href == current,
                count: None,
            })
            .into();
        page
    }

    fn current(page: &Page) -> Vec<&str> {
        let current = page.nav.iter().filter(|it| it.is_current);
        current.map(|it| it.href.as_str()).collect()
    }

    #[test]
    fn a_file_name_puts_nothing_else_into_the_header() {
        let name = "計画\r\nSet-Cookie: a=1; filename=\"b.html\".csv";
        let answer = file(name, "text/csv; charset=utf-8", Vec::new());

        assert_eq!(answer.headers().len(), 2);
        assert_eq!(
            answer.headers()[header::CONTENT_DISPOSITION],
            "attachment; filename*=UTF-8''%E8%A8%88%E7%94%BB%0D%0ASet-Cookie%3A%20a%3D1%3B%20filename%3D%22b.html%22.csv"
        );
    }

    #[test]
    fn a_page_reached_from_a_nearer_entry_of_the_menu_stands_under_it() {
        let check = page_at("/plan/checks/1", "/plan").under("/plan/my-checks", "mine");

        assert_eq!(current(&check), ["/plan/my-checks"]);
    }

    #[test]
    fn a_step_further_back_leaves_the_menu_as_it_is() {
        let owner = page_at("/plan/owners/1", "/plan/owners").under("/plan", "plan");
        let elsewhere = page_at("/plan/checks/1", "/plan").under("/staff/list", "staff");

        assert_eq!(current(&owner), ["/plan/owners"]);
        assert_eq!(current(&elsewhere), ["/plan"]);
    }
}
