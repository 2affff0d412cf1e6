//! The matrix as a document.
use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path};

use crate::ask::{Answer, Cell};

/// Holds what was found against the committed file, or writes it when `UPDATE_MATRIX` is set.
pub(crate) fn compare(cells: &[Cell]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/authority-matrix.md");
    let found = document(cells);
    if env::var_os("UPDATE_MATRIX").is_some() {
        fs::write(&path, &found).expect("docs/authority-matrix.md can be written");
    }
    let written = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace('\r', "");
    let difference = written
        .lines()
        .zip(found.lines())
        .find(|(one, other)| one != other);
    assert!(
        written == found,
        "docs/authority-matrix.md says something else: {difference:?}\n\
         If that is meant, run UPDATE_MATRIX=1 cargo test -p hagukumi --test authority"
    );
}

fn document(cells: &[Cell]) -> String {
    let mut people: Vec<&str> = Vec::new();
    let mut rows: Vec<(&Cell, BTreeMap<Answer, Vec<&str>>)> = Vec::new();
    for cell in cells {
        if people.last() != Some(&cell.person.as_str()) {
            people.push(&cell.person);
        }
        let row = rows
            .iter_mut()
            .find(|(it, _)| (it.path, it.is_post, it.kind) == (cell.path, cell.is_post, cell.kind));
        let row = match row {
            Some(row) => row,
            None => {
                rows.push((cell, BTreeMap::new()));
                rows.last_mut().expect("a row was just added")
            }
        };
        row.1.entry(cell.answer).or_default().push(&cell.person);
    }
    let mut text = format!(
        "# Who is let in where\n\n\
         Every route, asked by each of {} kinds of people ({}) for their own record, for one of unit A and for one of unit B. A holder of a\n\
         role without \"of A\" holds it for the whole city. *Let in* is a page or a change; *refused* is let in, and told what is missing in the empty\n\
         form or which rule is broken; *not found* is a record that does not exist or is not theirs; a page asked for without a sign-in leads to\n\
         the sign-in page.\n\n\
         Written by `UPDATE_MATRIX=1 cargo test -p hagukumi --test authority`; the test fails when a route answers otherwise.\n",
        people.len(),
        people.join(" · ")
    );
    let mut capability = "";
    let rows = joined(rows);
    for (cell, records, answers) in &rows {
        if cell.capability != capability {
            capability = cell.capability;
            write!(
                text,
                "\n## {capability}\n\n| route | record | let in | refused | not found | forbidden |\n|---|---|---|---|---|---|\n"
            )
            .expect("writing into a text never fails");
        }
        let method = if cell.is_post { "POST" } else { "GET" };
        let who = |answer| whom(answers.get(&answer), &people);
        writeln!(
            text,
            "| `{method} {}` | {} | {} | {} | {} | {} |",
            cell.path,
            records,
            who(Answer::LetIn),
            who(Answer::Refused),
            who(Answer::NotFound),
            who(Answer::Forbidden),
        )
        .expect("writing into a text never fails");
    }
    text
}

/// Who is answered how.
type Answers<'a> = BTreeMap<Answer, Vec<&'a str>>;

/// One row for the records of a route for which everybody is answered alike.
fn joined<'a>(rows: Vec<(&'a Cell, Answers<'a>)>) -> Vec<(&'a Cell, String, Answers<'a>)> {
    let mut joined: Vec<(&Cell, String, Answers)> = Vec::new();
    for (cell, answers) in rows {
        match joined.last_mut() {
            Some((other, records, same))
                if (other.path, other.is_post) == (cell.path, cell.is_post) && *same == answers =>
            {
                records.push_str(", ");
                records.push_str(cell.kind.word());
            }
            _ => joined.push((cell, cell.kind.word().to_owned(), answers)),
        }
    }
    joined
}

/// The names, or the fewer that are not among them.
fn whom(named: Option<&Vec<&str>>, all: &[&str]) -> String {
    const OUTSIDE: [&str; 2] = ["stranger", "retired yesterday"];
    let Some(named) = named else {
        return "–".to_owned();
    };
    if named.len() == all.len() {
        return "everybody".to_owned();
    }
    let inside = |it: &&&str| !OUTSIDE.contains(it);
    let (named_inside, all_inside) = (
        named.iter().filter(inside).count(),
        all.iter().filter(inside).count(),
    );
    let has_outside = named.iter().any(|it| OUTSIDE.contains(it));
    match (named_inside == all_inside, has_outside) {
        (true, false) => "all staff".to_owned(),
        _ => named.join(", "),
    }
}
