//! Tables: what the address of a page says about sorting, filters and the page shown, and the links that follow from it.
//!
//! Everything lives in the query, so a table can be bookmarked, sent to a colleague and exported as it is shown.
mod pager;

use axum::{extract::Query, http::Uri};

use crate::page::{Link, Page};

pub use pager::{Pager, Step, grouped};

/// Rows on one page.
pub const PAGE_SIZE: u64 = 50;
/// The last page that can be asked for; whoever needs more filters or exports.
const LAST_PAGE: u64 = 20_000;
/// In characters; a longer filter is cut.
const FILTER_LIMIT: usize = 200;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As in `sort=`; the store maps it to its own SQL and never puts it into a statement.
    pub key: &'static str,
    pub label: String,
    pub is_sortable: bool,
    pub is_numeric: bool,
}

impl Column {
    pub fn new(key: &'static str, label: impl Into<String>) -> Self {
        Self {
            key,
            label: label.into(),
            is_sortable: false,
            is_numeric: false,
        }
    }

    #[must_use]
    pub fn sortable(mut self) -> Self {
        self.is_sortable = true;
        self
    }

    #[must_use]
    pub fn numeric(mut self) -> Self {
        self.is_numeric = true;
        self
    }
}

/// The head of a column, ready to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub label: String,
    /// Sorts by this column, or turns the order round; `None` when it cannot be sorted.
    pub href: Option<String>,
    /// `ascending`, `descending` or empty, as `aria-sort` says it.
    pub direction: &'static str,
    pub is_numeric: bool,
}

/// The kind of file in which a table can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
}

impl Format {
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// What the query says about a table. Anything unknown or out of bounds in it is left out, never an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableState {
    path: String,
    sort: Option<&'static str>,
    is_descending: bool,
    page: u64,
    filters: Vec<(&'static str, String)>,
    format: Option<Format>,
}

impl TableState {
    /// Reads `sort`, `desc`, `page`, `format` and the named filters. Only sortable columns of `columns` can be sorted by.
    pub fn of(uri: &Uri, columns: &[Column], filters: &[&'static str]) -> Self {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri)
            .map(|it| it.0)
            .unwrap_or_default();
        let said = |name: &str| {
            pairs
                .iter()
                .find(|it| it.0 == name)
                .map_or("", |it| it.1.trim())
        };
        Self {
            path: uri.path().to_owned(),
            sort: columns
                .iter()
                .find(|it| it.is_sortable && it.key == said("sort"))
                .map(|it| it.key),
            is_descending: said("desc") == "1",
            page: said("page").parse().unwrap_or(1).clamp(1, LAST_PAGE),
            filters: filters
                .iter()
                .map(|name| (*name, said(name).chars().take(FILTER_LIMIT).collect()))
                .collect(),
            format: match said("format") {
                "csv" => Some(Format::Csv),
                "xlsx" => Some(Format::Xlsx),
                _ => None,
            },
        }
    }

    /// The key of the column to sort by, and whether from the end; `None` is the order that the page chooses itself.
    pub fn sort(&self) -> Option<(&'static str, bool)> {
        self.sort.map(|it| (it, self.is_descending))
    }

    /// The value of a filter, empty when it is not set.
    pub fn filter(&self, name: &str) -> &str {
        self.filters
            .iter()
            .find(|it| it.0 == name)
            .map_or("", |it| &it.1)
    }

    pub fn is_filtered(&self) -> bool {
        self.filters.iter().any(|it| !it.1.is_empty())
    }

    /// The page, from 1.
    pub fn page(&self) -> u64 {
        self.page
    }

    /// Goes back to the last page when there are fewer rows than the address asks for; true when the rows must be read again.
    pub fn keep_within(&mut self, total: u64) -> bool {
        let last = total.div_ceil(PAGE_SIZE).clamp(1, LAST_PAGE);
        let is_past = self.page > last;
        self.page = self.page.min(last);
        is_past
    }

    /// The kind of file asked for: then all rows are wanted, not one page.
    pub fn format(&self) -> Option<Format> {
        self.format
    }

    /// Rows to leave out before the page.
    pub fn offset(&self) -> i64 {
        i64::try_from((self.page - 1) * PAGE_SIZE).unwrap_or(i64::MAX)
    }

    /// Rows to read: one more than are shown, which tells whether there is a next page.
    pub fn limit(&self) -> i64 {
        i64::try_from(PAGE_SIZE + 1).unwrap_or(i64::MAX)
    }

    /// Takes the extra row off and says whether it was there.
    pub fn has_next<T>(&self, rows: &mut Vec<T>) -> bool {
        let most = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
        let has_next = rows.len() > most;
        rows.truncate(most);
        has_next
    }

    /// The address without sorting, filters and page.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The same table on another page.
    pub fn page_href(&self, page: u64) -> String {
        self.href(self.sort, self.is_descending, page, None)
    }

    /// The same rows as a file.
    pub fn export_href(&self, format: Format) -> String {
        self.href(self.sort, self.is_descending, 1, Some(format))
    }

    /// Both files, with their words.
    pub fn exports(&self, page: &Page) -> Vec<Link> {
        [
            (Format::Csv, "web-export-csv"),
            (Format::Xlsx, "web-export-xlsx"),
        ]
        .map(|(format, key)| Link {
            href: self.export_href(format),
            label: page.t(key).into_owned(),
        })
        .into()
    }

    /// The heads of the columns with their sort links. A new order begins on the first page.
    pub fn heads(&self, columns: &[Column]) -> Vec<Head> {
        columns
            .iter()
            .map(|column| {
                let is_current = self.sort == Some(column.key);
                let is_next_descending = is_current && !self.is_descending;
                Head {
                    label: column.label.clone(),
                    href: column
                        .is_sortable
                        .then(|| self.href(Some(column.key), is_next_descending, 1, None)),
                    direction: match (is_current, self.is_descending) {
                        (false, _) => "",
                        (true, false) => "ascending",
                        (true, true) => "descending",
                    },
                    is_numeric: column.is_numeric,
                }
            })
            .collect()
    }

    /// What the filter form must carry along so that the order stays.
    pub fn kept(&self) -> Vec<(&'static str, &'static str)> {
        let mut kept = Vec::new();
        if let Some(sort) = self.sort {
            kept.push(("sort", sort));
            if self.is_descending {
                kept.push(("desc", "1"));
            }
        }
        kept
    }

    /// Links to the other pages. `shown` are the rows on this page; `total` is said when it is known.
    pub fn pager(&self, shown: usize, has_next: bool, total: Option<u64>) -> Pager {
        let shown = u64::try_from(shown).unwrap_or(u64::MAX);
        let before = (self.page - 1) * PAGE_SIZE;
        let last = match total {
            Some(total) => total.div_ceil(PAGE_SIZE).clamp(1, LAST_PAGE),
            None => self.page + u64::from(has_next),
        };
        Pager {
            from: if shown == 0 { 0 } else { before + 1 },
            to: if shown == 0 { 0 } else { before + shown },
            total,
            previous: (self.page > 1).then(|| self.page_href(self.page - 1)),
            next: (has_next && self.page < LAST_PAGE).then(|| self.page_href(self.page + 1)),
            steps: self.steps(last.max(self.page)),
        }
    }

    /// The first page, the last, and two on either side of this one.
    fn steps(&self, last: u64) -> Vec<Step> {
        let near = self.page.saturating_sub(2)..=self.page + 2;
        let mut steps = Vec::new();
        let mut before = 0;
        for number in [1]
            .into_iter()
            .chain(near)
            .chain([last])
            .filter(|it| (1..=last).contains(it))
        {
            if number <= before {
                continue;
            }
            if number > before + 1 {
                steps.push(Step {
                    number: None,
                    href: String::new(),
                    is_current: false,
                });
            }
            steps.push(Step {
                number: Some(number),
                href: self.page_href(number),
                is_current: number == self.page,
            });
            before = number;
        }
        steps
    }

    fn href(
        &self,
        sort: Option<&str>,
        is_descending: bool,
        page: u64,
        format: Option<Format>,
    ) -> String {
        let mut query: Vec<(&str, String)> = self
            .filters
            .iter()
            .filter(|it| !it.1.is_empty())
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        if let Some(sort) = sort {
            query.push(("sort", sort.to_owned()));
            if is_descending {
                query.push(("desc", "1".to_owned()));
            }
        }
        if page > 1 {
            query.push(("page", page.to_string()));
        }
        if let Some(format) = format {
            query.push(("format", format.code().to_owned()));
        }
        if query.is_empty() {
            return self.path.clone();
        }
        let query: Vec<_> = query
            .into_iter()
            .map(|(name, value)| format!("{name}={}", encode(&value)))
            .collect();
        format!("{}?{}", self.path, query.join("&"))
    }
}

/// A value as it may stand in a query.
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests;
