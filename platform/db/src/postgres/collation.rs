//! Text that sorts and compares on PostgreSQL as it does on SQLite: by its bytes, whatever locale the database has.

use std::iter::Peekable;

/// A piece of a statement, up to its end in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// A bare word, or a name in quotation marks.
    Word(&'a str),
    Sign(char),
}

/// Gives the columns of type `text` that a migration makes the collation of SQLite: `text` becomes `text collate "C"` in
/// `create table` and in `alter table … add`. Everything else stays as it is.
///
/// Without it a list would be in another order in a database made with a locale of a language than everywhere else, `'a' < 'B'`
/// would be true there only, and so would limits that are compared as text.
pub(crate) fn sort_text_by_bytes(sql: &str) -> String {
    let mut pieces = Pieces { sql, at: 0 }.peekable();
    let mut ends = Vec::new();
    while let Some((piece, _)) = pieces.next() {
        if is_word(piece, "create") {
            table(&mut pieces, &mut ends);
        } else if is_word(piece, "alter") && next_is(&mut pieces, "table") {
            added_columns(&mut pieces, &mut ends);
        } else {
            pass_statement(piece, &mut pieces);
        }
    }
    let mut changed = String::with_capacity(sql.len() + ends.len() * COLLATION.len());
    let mut written = 0;
    for end in ends {
        changed.push_str(&sql[written..end]);
        changed.push_str(COLLATION);
        written = end;
    }
    changed.push_str(&sql[written..]);
    changed
}

const COLLATION: &str = " collate \"C\"";

/// After `create`: the columns between the outer parentheses, if it is a table that is made.
fn table<'a>(pieces: &mut Peekable<Pieces<'a>>, ends: &mut Vec<usize>) {
    while ["temp", "temporary", "unlogged"]
        .iter()
        .any(|it| next_is(pieces, it))
    {}
    if !next_is(pieces, "table") {
        return pass_statement(Piece::Sign(' '), pieces);
    }
    // The name, after which a column follows each comma between the outer parentheses.
    let mut depth = 0_u32;
    while let Some((piece, _)) = pieces.next() {
        match piece {
            Piece::Sign(';') => return,
            Piece::Sign('(') => depth += 1,
            Piece::Sign(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 1 && matches!(piece, Piece::Sign('(' | ',')) {
            column(pieces, ends);
        }
    }
}

/// After `alter table`: what follows `add` is a column, or a constraint, whose second word is never `text`.
fn added_columns<'a>(pieces: &mut Peekable<Pieces<'a>>, ends: &mut Vec<usize>) {
    while let Some((piece, _)) = pieces.next() {
        if piece == Piece::Sign(';') {
            return;
        }
        if is_word(piece, "add") {
            next_is(pieces, "column");
            while ["if", "not", "exists"].iter().any(|it| next_is(pieces, it)) {}
            column(pieces, ends);
        }
    }
}

/// A name and its type; notes where the type ends if it is `text` and says nothing of its order.
fn column<'a>(pieces: &mut Peekable<Pieces<'a>>, ends: &mut Vec<usize>) {
    if pieces
        .next_if(|(it, _)| matches!(it, Piece::Word(_)))
        .is_none()
    {
        return;
    }
    let found = pieces.next_if(|(it, _)| is_word(*it, "text"));
    let says_itself = pieces
        .peek()
        .is_some_and(|(it, _)| is_word(*it, "collate") || *it == Piece::Sign('['));
    if let Some((_, end)) = found.filter(|_| !says_itself) {
        ends.push(end);
    }
}

fn pass_statement<'a>(first: Piece<'a>, pieces: &mut Peekable<Pieces<'a>>) {
    if first != Piece::Sign(';') {
        pieces.find(|(it, _)| *it == Piece::Sign(';'));
    }
}

fn next_is<'a>(pieces: &mut Peekable<Pieces<'a>>, word: &str) -> bool {
    pieces.next_if(|(it, _)| is_word(*it, word)).is_some()
}

fn is_word(piece: Piece<'_>, word: &str) -> bool {
    matches!(piece, Piece::Word(it) if it.eq_ignore_ascii_case(word))
}

/// The pieces of a text with the places at which they end; comments and texts in quotation marks are passed over.
struct Pieces<'a> {
    sql: &'a str,
    at: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (Piece<'a>, usize);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let begin = self.at;
            let rest = &self.sql[begin..];
            let first = rest.chars().next()?;
            let is_in_name = |it: char| it.is_alphanumeric() || it == '_' || it == '$';
            let (length, piece) = if rest.starts_with("--") {
                (rest.find('\n').unwrap_or(rest.len()), None)
            } else if rest.starts_with("/*") {
                (behind(rest, 2, "*/"), None)
            } else if first == '\'' {
                // A doubled mark ends one text and begins the next at once, which is as good here.
                (behind(rest, 1, "'"), None)
            } else if first == '"' {
                let length = behind(rest, 1, "\"");
                (length, Some(Piece::Word(&rest[..length])))
            } else if first == '$' {
                // `$tag$ … $tag$`: the body of a function.
                let tag = rest[1..].find('$').map_or(1, |it| it + 2);
                (behind(rest, tag, &rest[..tag]), None)
            } else if is_in_name(first) {
                let length = rest.find(|it| !is_in_name(it)).unwrap_or(rest.len());
                (length, Some(Piece::Word(&rest[..length])))
            } else if first.is_whitespace() {
                (first.len_utf8(), None)
            } else {
                (first.len_utf8(), Some(Piece::Sign(first)))
            };
            self.at = begin + length;
            if let Some(piece) = piece {
                return Some((piece, self.at));
            }
        }
    }
}

/// The length of `text` up to and with the first `mark` from `start` on; all of it if there is none.
fn behind(text: &str, start: usize, mark: &str) -> usize {
    text[start..]
        .find(mark)
        .map_or(text.len(), |it| start + it + mark.len())
}

#[cfg(test)]
mod tests {
    use super::sort_text_by_bytes;

    fn unchanged(sql: &str) {
        assert_eq!(sort_text_by_bytes(sql), sql);
    }

    #[test]
    fn text_columns_of_a_table_sort_by_their_bytes() {
        assert_eq!(
            sort_text_by_bytes(
                "-- Who works here (text).\n\
                 create table if not exists staff (id text not null primary key, age bigint,\n\
                 kind TEXT check (kind in ('text', 'b')), text text, note text);\n\
                 create temp table seen (\"a b\" text);"
            ),
            "-- Who works here (text).\n\
             create table if not exists staff (id text collate \"C\" not null primary key, age bigint,\n\
             kind TEXT collate \"C\" check (kind in ('text', 'b')), text text collate \"C\", note text collate \"C\");\n\
             create temp table seen (\"a b\" text collate \"C\");"
        );
    }

    #[test]
    fn so_do_columns_that_come_later() {
        assert_eq!(
            sort_text_by_bytes(
                "alter table staff add column if not exists name text not null default 'x, y text'; alter table a add b text"
            ),
            "alter table staff add column if not exists name text collate \"C\" not null default 'x, y text'; \
             alter table a add b text collate \"C\""
        );
    }

    #[test]
    fn a_column_that_names_its_own_order_keeps_it() {
        unchanged("create table a (name text collate \"ja-x-icu\" not null, names text[])");
    }

    #[test]
    fn nothing_but_types_of_columns_is_touched() {
        unchanged(
            "insert into a (id, text) select id, cast(text as text) from b where x = 'create table c (d text)';",
        );
        unchanged("create index a_text on a (id, text); update a set text = 'x'; delete from a");
        unchanged(
            "create table a (id bigint, primary key (id, text), unique (id, text), check (text <> ''))",
        );
        unchanged(
            "alter table a rename column text to words; alter table a add constraint b check (text <> '')",
        );
        unchanged("/* create table a (b text); */ select $x$ create table a (b text); $x$");
        unchanged("create table a (b 'never closed text");
        unchanged("");
    }
}
