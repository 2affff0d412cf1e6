//! Leading zeros that a spreadsheet takes away: 0000101 comes back as 101. Nobody is entered anew for that.
//!
//! Pure: what the known numbers look like comes in, how a number of a file is to be read comes out.

/// What the numbers, or the codes, that are known have in common. Those with letters say nothing: a spreadsheet leaves them alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// The length of the first.
    length: Option<usize>,
    has_other_lengths: bool,
    has_zeros: bool,
}

impl Form {
    pub(super) fn enter(&mut self, number: &str) {
        if !is_of_digits(number) {
            return;
        }
        self.has_zeros |= number.starts_with('0');
        self.has_other_lengths |= self.length.is_some_and(|it| it != number.len());
        self.length.get_or_insert(number.len());
    }

    /// The number with zeros up to the length that all have; `None` when they have no one length or it is as long already.
    pub(super) fn padded(self, number: &str) -> Option<String> {
        let length = self.length.filter(|_| !self.has_other_lengths)?;
        let is_short = is_of_digits(number) && number.len() < length;
        is_short.then(|| format!("{number:0>length$}"))
    }

    /// The length that all have, when this number is shorter and may have lost zeros that others have.
    pub(super) fn length_missed_by(self, number: &str) -> Option<usize> {
        let padded = self.padded(number)?;
        (self.has_zeros && !number.starts_with('0')).then_some(padded.len())
    }
}

/// A number of digits without the zeros it begins with; any other as it is.
pub(super) fn bare(number: &str) -> &str {
    match is_of_digits(number) {
        true => number.trim_start_matches('0'),
        false => number,
    }
}

fn is_of_digits(number: &str) -> bool {
    !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit())
}

/// Numbers that were read with zeros put before them: how many, and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Padded {
    pub(super) count: u64,
    pub(super) first: Option<(u32, String, String)>,
}

impl Padded {
    pub(super) fn note(&mut self, row: u32, from: &str, to: &str) {
        self.count += 1;
        if self.first.is_none() {
            self.first = Some((row, from.to_owned(), to.to_owned()));
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        self.count += other.count;
        self.first = self.first.take().or(other.first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(numbers: &[&str]) -> Form {
        let mut form = Form::default();
        numbers.iter().for_each(|it| form.enter(it));
        form
    }

    #[test]
    fn zeros_are_put_back_only_where_all_known_numbers_are_equally_long() {
        let same = form(&["0000101", "1234567", "A-12"]);
        assert_eq!(same.padded("101").as_deref(), Some("0000101"));
        assert_eq!(same.padded("001"), Some("0000001".into()));
        for as_long in ["0000101", "12345678", "A12", ""] {
            assert_eq!(same.padded(as_long), None, "{as_long}");
        }
        assert_eq!(form(&["0000101", "101"]).padded("7"), None);
        assert_eq!(form(&["A-12"]).padded("7"), None);
        assert_eq!(Form::default().padded("7"), None);
    }

    #[test]
    fn a_short_number_has_lost_zeros_only_where_others_have_them() {
        let with_zeros = form(&["0000101", "1234567"]);
        assert_eq!(with_zeros.length_missed_by("999"), Some(7));
        assert_eq!(with_zeros.length_missed_by("0999"), None, "it kept one");
        assert_eq!(with_zeros.length_missed_by("7654321"), None);
        assert_eq!(form(&["1000001"]).length_missed_by("999"), None);
    }

    #[test]
    fn only_digits_are_the_same_without_their_zeros() {
        assert_eq!((bare("0000101"), bare("101")), ("101", "101"));
        assert_eq!(bare("00A1"), "00A1");
        assert_eq!(bare("000"), "");
    }
}
