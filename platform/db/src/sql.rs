use crate::Value;

/// A statement put together from pieces, with its parameters, numbered `$1`, `$2`, … by itself.
///
/// Only text from the program goes in with `push`; whatever came from people goes in with `bind`.
///
/// ```ignore
/// let mut sql = Sql::new("select id from staff where left_on > ").bind(today);
/// if let Some(units) = scope.units() {
///     sql = sql.push(" and unit in ").bind_list(units);
/// }
/// tx.all_of(sql.push(" order by kana limit ").bind(50_i64)).await
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sql {
    /// The text before each parameter.
    texts: Vec<String>,
    params: Vec<Value>,
    /// The text after the last parameter.
    tail: String,
}

impl Sql {
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            tail: text.into(),
            ..Self::default()
        }
    }

    #[must_use]
    pub fn push(mut self, text: &str) -> Self {
        self.tail.push_str(text);
        self
    }

    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.texts.push(std::mem::take(&mut self.tail));
        self.params.push(value.into());
        self
    }

    /// `($1, $2, …)`, for `in` with up to some hundreds of values. Of no values it makes `(null)`, which is `in` nothing;
    /// for `not in`, ask first whether there are any.
    #[must_use]
    pub fn bind_list<V: Into<Value>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        let mut opening = "(";
        for value in values {
            self = self.push(opening).bind(value);
            opening = ", ";
        }
        self.push(if opening == "(" { "(null)" } else { ")" })
    }

    /// Adds another piece with its own parameters behind this one.
    #[must_use]
    pub fn append(mut self, other: Self) -> Self {
        let mut texts = other.texts.into_iter();
        match texts.next() {
            Some(first) => {
                self.tail.push_str(&first);
                self.texts
                    .push(std::mem::replace(&mut self.tail, other.tail));
                self.texts.extend(texts);
                self.params.extend(other.params);
            }
            None => self.tail.push_str(&other.tail),
        }
        self
    }

    /// Whether it has neither text nor parameters.
    pub fn is_empty(&self) -> bool {
        self.params.is_empty() && self.tail.is_empty()
    }

    /// The finished text and its parameters.
    pub fn finish(self) -> (String, Vec<Value>) {
        use std::fmt::Write;
        let mut text = String::with_capacity(
            self.texts.iter().map(|it| it.len() + 4).sum::<usize>() + self.tail.len(),
        );
        for (index, before) in self.texts.iter().enumerate() {
            write!(text, "{before}${}", index + 1).expect("writing to a String cannot fail");
        }
        text.push_str(&self.tail);
        (text, self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params;

    #[test]
    fn parameters_number_themselves() {
        let scope = Sql::new(" and unit in ").bind_list(["0100", "0200"]);
        let sql = Sql::new("select id from staff where kind = ")
            .bind("常勤")
            .append(scope)
            .append(
                Sql::new(" and left_on > ")
                    .bind("2026-04-01")
                    .push(" order by kana"),
            );

        let (text, values) = sql.finish();

        assert_eq!(
            text,
            "select id from staff where kind = $1 and unit in ($2, $3) and left_on > $4 order by kana"
        );
        assert_eq!(values, params!["常勤", "0100", "0200", "2026-04-01"]);
    }

    #[test]
    fn a_list_of_none_holds_nobody() {
        let (text, values) = Sql::new("x in ").bind_list(Vec::<String>::new()).finish();

        assert_eq!((text.as_str(), values), ("x in (null)", vec![]));
    }

    #[test]
    fn a_piece_without_parameters_is_only_text() {
        let (text, values) = Sql::new("a")
            .append(Sql::new("b"))
            .append(Sql::default())
            .finish();

        assert_eq!((text.as_str(), values), ("ab", vec![]));
    }
}
