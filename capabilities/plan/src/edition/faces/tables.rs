//! The edition as a workbook and as CSV, for those who count on.
use documents::{Encoding, Value, Workbook, write_csv};
use web::Page;

use super::FileError;
use super::view::{DirectionView, FieldView, Row, View};

/// The columns of a listing, in CSV and in the workbook.
const LISTING: [&str; 18] = [
    "plan-edition-version",
    "plan-edition-field",
    "plan-edition-direction",
    "plan-edition-number",
    "plan-edition-measure",
    "plan-repeat",
    "plan-edition-purposes",
    "plan-edition-contents",
    "plan-edition-owners",
    "plan-edition-tasks",
    "plan-progress",
    "plan-achievement",
    "plan-edition-done",
    "plan-edition-learned",
    "plan-edition-next",
    "plan-edition-indicators",
    "plan-edition-study",
    "plan-edition-activity-count",
];

fn listing(view: &View, field: &FieldView, direction: &DirectionView, row: &Row) -> [String; 18] {
    [
        view.standing.clone(),
        field.name.clone(),
        direction.name.clone(),
        row.key.clone(),
        row.name.clone(),
        row.repeat.clone(),
        row.purposes.join("\n"),
        row.contents.join("\n"),
        row.owners.join("\n"),
        row.tasks.join("\n"),
        row.progress.word.clone(),
        row.achievement.word.clone(),
        row.done.clone(),
        row.learned.clone(),
        row.next.clone(),
        row.indicators.join("\n"),
        row.study.join("\n"),
        row.activities.clone(),
    ]
}

fn words(keys: &[&str], page: &Page) -> Vec<String> {
    keys.iter().map(|it| page.t(it).into_owned()).collect()
}

/// One row for each listing. The first column says whether the row is of a draft.
pub(super) fn csv(view: &View, page: &Page, encoding: Encoding) -> Result<Vec<u8>, FileError> {
    let rows = view
        .rows()
        .map(|(field, direction, row)| listing(view, field, direction, row).to_vec());
    Ok(write_csv(
        [words(&LISTING, page)].into_iter().chain(rows),
        encoding,
    )?)
}

/// A sheet with the counts, one for each field, and one each for indicators, changes, revisions, past plans and the edition itself.
pub(super) fn workbook(view: &View, page: &Page) -> Result<Vec<u8>, FileError> {
    let mut book = Workbook::new(&format!("{} {}", view.title, view.year))?;
    summary(&mut book, view, page)?;
    for field in &view.fields {
        let mut sheet = Sheet::new(&format!("{} {}", field.number, field.name), &LISTING, page);
        for direction in &field.directions {
            sheet.rows.extend(
                direction
                    .rows
                    .iter()
                    .map(|it| listing(view, field, direction, it).to_vec()),
            );
        }
        sheet.write(&mut book)?;
    }
    indicators(view, page).write(&mut book)?;
    changes(view, page).write(&mut book)?;
    revisions(view, page).write(&mut book)?;
    past_plans(&mut book, view, page)?;
    about(view, page).write(&mut book)?;
    Ok(book.into_bytes()?)
}

/// A sheet of texts.
struct Sheet {
    name: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn new(name: &str, head: &[&str], page: &Page) -> Self {
        Self {
            name: name.to_owned(),
            head: words(head, page),
            rows: Vec::new(),
        }
    }

    fn write(self, book: &mut Workbook) -> Result<(), FileError> {
        let head: Vec<&str> = self.head.iter().map(String::as_str).collect();
        let mut sheet = book.sheet(&self.name, &head)?;
        for row in &self.rows {
            sheet.row(row.iter().map(|it| Value::Text(it)))?;
        }
        Ok(sheet.finish()?)
    }
}

fn summary(book: &mut Workbook, view: &View, page: &Page) -> Result<(), FileError> {
    let head = words(
        &[
            "plan-edition-field",
            "plan-edition-planned",
            "plan-progress-completed",
            "plan-progress-under-way",
            "plan-progress-not-started",
            "plan-unchecked",
            "plan-achievement-achieved",
            "plan-achievement-partly",
            "plan-achievement-not-achieved",
            "plan-edition-rate",
            "plan-edition-version",
        ],
        page,
    );
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let mut sheet = book.sheet(&page.t("plan-edition-summary"), &head)?;
    for it in &view.summary {
        let counts = [
            it.planned,
            it.completed,
            it.under_way,
            it.not_started,
            it.unchecked,
            it.achieved,
            it.partly,
            it.not_achieved,
        ];
        let values = [Value::Text(&it.name)]
            .into_iter()
            .chain(counts.map(Value::Whole));
        sheet.row(values.chain([Value::Text(&it.rate), Value::Text(&view.standing)]))?;
    }
    Ok(sheet.finish()?)
}

fn indicators(view: &View, page: &Page) -> Sheet {
    let head = [
        "plan-edition-number",
        "plan-edition-measure",
        "plan-edition-indicator",
        "plan-edition-definition",
        "plan-edition-base",
        "plan-edition-target",
        "plan-edition-value",
        "plan-edition-as-of",
        "plan-edition-source",
    ];
    let mut sheet = Sheet::new(&page.t("plan-edition-indicators"), &head, page);
    sheet.rows.extend(view.indicators.iter().map(|it| {
        [
            &it.key,
            &it.measure,
            &it.name,
            &it.definition,
            &it.base,
            &it.target,
            &it.value,
            &it.as_of,
            &it.source,
        ]
        .map(Clone::clone)
        .to_vec()
    }));
    sheet
}

fn changes(view: &View, page: &Page) -> Sheet {
    let head = [
        "plan-edition-number",
        "plan-edition-measure",
        "plan-edition-change",
        "plan-edition-before",
        "plan-edition-after",
        "plan-edition-reason",
    ];
    let mut sheet = Sheet::new(&page.t("plan-edition-changes"), &head, page);
    sheet.rows.extend(view.changes.iter().map(|it| {
        [
            &it.key, &it.name, &it.what, &it.before, &it.after, &it.reason,
        ]
        .map(Clone::clone)
        .to_vec()
    }));
    sheet
}

fn revisions(view: &View, page: &Page) -> Sheet {
    let head = [
        "plan-edition-revised-on",
        "plan-edition-number",
        "plan-edition-measure",
        "plan-edition-subject",
        "plan-edition-before",
        "plan-edition-after",
        "plan-edition-reason",
    ];
    let mut sheet = Sheet::new(&page.t("plan-edition-revisions"), &head, page);
    sheet.rows.extend(view.revisions.iter().map(|it| {
        [
            &it.on,
            &it.key,
            &it.name,
            &it.subject,
            &it.before,
            &it.after,
            &it.reason,
        ]
        .map(Clone::clone)
        .to_vec()
    }));
    sheet
}

fn past_plans(book: &mut Workbook, view: &View, page: &Page) -> Result<(), FileError> {
    let head = words(
        &[
            "plan-edition-past-plan",
            "plan-edition-past-years",
            "plan-edition-planned",
            "plan-edition-past-done",
            "plan-edition-rate",
        ],
        page,
    );
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let mut sheet = book.sheet(&page.t("plan-edition-past-plans"), &head)?;
    for it in &view.past {
        sheet.row([
            Value::Text(&it.name),
            Value::Text(&it.years),
            Value::Whole(it.planned),
            Value::Whole(it.done),
            Value::Text(&it.rate),
        ])?;
    }
    Ok(sheet.finish()?)
}

/// Which edition it is, and what it was frozen without.
fn about(view: &View, page: &Page) -> Sheet {
    let mut sheet = Sheet::new(
        &page.t("plan-edition-about"),
        &["plan-edition-item", "plan-edition-content"],
        page,
    );
    let mut line = |key: &str, value: &str| {
        sheet
            .rows
            .push(vec![page.t(key).into_owned(), value.to_owned()])
    };
    line("plan-edition-plan", &view.title);
    line("plan-edition-year", &view.year);
    line("plan-edition-version", &view.standing);
    line(
        "plan-edition-digest",
        view.digest.as_deref().unwrap_or_default(),
    );
    for it in &view.left_open {
        line("plan-edition-left-open", it);
    }
    if let Some(reason) = &view.left_open_reason {
        line("plan-edition-left-open-reason", reason);
    }
    sheet
}
