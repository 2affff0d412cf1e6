//! Where one is in a long table, in numbers and words.
use crate::page::Page;

/// Where one is in a long table, and the way to its other pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// The first and the last row shown, from 1; both 0 when there is none.
    pub from: u64,
    pub to: u64,
    pub total: Option<u64>,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub steps: Vec<Step>,
}

/// One number of a pager; `None` stands for those left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub number: Option<u64>,
    pub href: String,
    pub is_current: bool,
}

impl Pager {
    pub fn is_single(&self) -> bool {
        self.previous.is_none() && self.next.is_none()
    }

    /// Which rows are shown, in words.
    pub fn sentence(&self, page: &Page) -> String {
        let from = grouped(self.from).into();
        let to = grouped(self.to).into();
        match self.total {
            Some(0) => page.t("web-rows-none").into_owned(),
            None if self.from == 0 => page.t("web-rows-none").into_owned(),
            Some(total) => {
                let total = grouped(total).into();
                page.say(
                    "web-rows-of",
                    &[("from", from), ("to", to), ("total", total)],
                )
                .into_owned()
            }
            None => page
                .say("web-rows", &[("from", from), ("to", to)])
                .into_owned(),
        }
    }
}

/// A count with commas: `12,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_a_comma_every_three_digits() {
        assert_eq!(
            [999, 1_000, 1_234_567].map(grouped),
            ["999", "1,000", "1,234,567"]
        );
    }
}
