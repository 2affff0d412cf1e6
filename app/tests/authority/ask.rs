//! Asking: each route in turn, and what came back.
use gate::Action;
use hagukumi::capabilities::ALL;
use testkit::Reply;

use crate::{cast::Person, town};

/// A route without its handler.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) capability: &'static str,
    pub(crate) path: &'static str,
    pub(crate) is_post: bool,
    pub(crate) action: Action,
}

/// Every route of every capability, in the router's order.
pub(crate) fn routes() -> Vec<Asked> {
    ALL.iter()
        .flat_map(|capability| {
            (capability.routes)().into_iter().map(|route| Asked {
                capability: capability.name,
                path: route.path,
                is_post: route.method == axum::http::Method::POST,
                action: route.action,
            })
        })
        .collect()
}

/// Whose record is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The address names no record.
    None,
    Own,
    OfA,
    OfB,
}

impl Kind {
    pub(crate) fn of_path(path: &str) -> Vec<Self> {
        match path.contains('{') {
            true => vec![Self::Own, Self::OfA, Self::OfB],
            false => vec![Self::None],
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Own => "own",
            Self::OfA => "A",
            Self::OfB => "B",
        }
    }
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Answer {
    /// A page, a file, or a change.
    LetIn,
    /// Let in, and told what is missing, too late or against a rule.
    Refused,
    /// There is no such record, or none of theirs.
    NotFound,
    Forbidden,
    /// Nobody is signed in.
    SignIn,
    /// Never right.
    Fault,
}

impl Answer {
    fn of(reply: &Reply) -> Self {
        let is_sent_away = reply
            .location()
            .is_some_and(|it| it.starts_with("/sign-in?"));
        match reply.status.as_u16() {
            _ if is_sent_away => Self::SignIn,
            401 => Self::SignIn,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            200..=399 => Self::LetIn,
            400 | 409 | 413 | 415 | 422 | 429 => Self::Refused,
            _ => Self::Fault,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) person: String,
    pub(crate) capability: &'static str,
    pub(crate) path: &'static str,
    pub(crate) is_post: bool,
    pub(crate) action: Action,
    pub(crate) kind: Kind,
    pub(crate) answer: Answer,
    /// The key of a text that stands on the page in place of the text.
    pub(crate) bare_key: Option<String>,
}

/// One person's answers to every question, in the router's order.
///
/// Pages are asked for before anything is sent, and signing out comes last.
pub(crate) async fn everything(person: &Person) -> Vec<Cell> {
    let town = town::with(person).await;
    let mut questions: Vec<(usize, Asked, Kind)> = routes()
        .into_iter()
        .enumerate()
        .flat_map(|(place, route)| {
            Kind::of_path(route.path)
                .into_iter()
                .map(move |kind| (place, route, kind))
        })
        .collect();
    questions.sort_by_key(|(place, route, kind)| {
        let ends_the_session = route.path == "/sign-out";
        (ends_the_session, route.is_post, *place, *kind)
    });
    let mut cells = Vec::new();
    for (place, route, kind) in questions {
        let path = town.path(route.path, kind);
        let reply = match route.is_post {
            true => town.visitor.post(&path, &[]).await,
            false => town.visitor.get(&path).await,
        };
        let cell = Cell {
            person: person.name.clone(),
            capability: route.capability,
            path: route.path,
            is_post: route.is_post,
            action: route.action,
            kind,
            answer: Answer::of(&reply),
            bare_key: bare_key(&reply),
        };
        cells.push((place, cell));
    }
    cells.sort_by_key(|(place, cell)| (*place, cell.kind));
    cells.into_iter().map(|it| it.1).collect()
}

/// The first text of the page that is nothing but a key.
fn bare_key(reply: &Reply) -> Option<String> {
    let page = reply.text();
    let is_page = page.starts_with("<!doctype html>");
    let texts = page
        .split('>')
        .filter_map(|it| it.split_once('<'))
        .map(|it| it.0.trim());
    texts
        .filter(|_| is_page)
        .find(|text| {
            let is_plain = text.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
            let box_name = text.split_once('-').map(|it| it.0);
            is_plain
                && box_name.is_some_and(|it| it == "web" || ALL.iter().any(|one| one.name == it))
        })
        .map(str::to_owned)
}
