//! The progress of each field as a picture.
use base::FiscalYear;
use web::{
    Page,
    chart::{self, Chart, Fill, Frame, Scale, StackedBars, StackedRow},
};

use crate::adopted::{Plan, Tally};

pub(super) fn progress_chart(
    page: &Page,
    plan: &Plan,
    tallies: &[Tally],
    year: FiscalYear,
) -> Chart {
    let count = |it: i64| u32::try_from(it).unwrap_or(0);
    let names = [
        page.t("plan-progress-completed"),
        page.t("plan-progress-under-way"),
        page.t("plan-progress-not-started"),
        page.t("plan-unchecked"),
    ];
    let fills = [Fill::Solid, Fill::Stripes, Fill::Dots, Fill::Empty];
    let notes: Vec<String> = tallies
        .iter()
        .map(|it| {
            let rate = it.rate().map(|it| it.to_string()).unwrap_or_default();
            page.say(
                "plan-browse-chart-note",
                &[
                    ("completed", it.completed.to_string().into()),
                    ("planned", it.planned.to_string().into()),
                    ("rate", rate.into()),
                ],
            )
            .into_owned()
        })
        .collect();
    let heading = page.t("plan-browse-field");
    let bars = StackedBars {
        row_heading: &heading,
        parts: names
            .iter()
            .zip(fills)
            .map(|(name, fill)| chart::Part { name, fill })
            .collect(),
        rows: plan
            .fields
            .iter()
            .zip(tallies)
            .zip(&notes)
            .map(|((field, it), note)| StackedRow {
                label: &field.name,
                note,
                counts: [it.completed, it.under_way, it.not_started, it.unchecked]
                    .map(count)
                    .to_vec(),
            })
            .collect(),
        scale: Scale::Share,
    };
    let title = page.say(
        "plan-browse-chart-title",
        &[("year", page.fiscal_year(year).into())],
    );
    let description = page.t("plan-browse-chart-description");
    let frame = Frame {
        id: "plan-progress",
        title: &title,
        description: &description,
        width: 900,
    };
    chart::at_two_widths(&frame, |it| bars.draw(it))
}
