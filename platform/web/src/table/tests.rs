use super::*;

fn columns() -> Vec<Column> {
    vec![
        Column::new("name", "氏名").sortable(),
        Column::new("age", "年齢").sortable().numeric(),
        Column::new("memo", "備考"),
    ]
}

fn table(uri: &str) -> TableState {
    TableState::of(&uri.parse().unwrap(), &columns(), &["q", "unit"])
}

#[test]
fn a_table_is_sorted_only_by_a_column_that_can_be() {
    assert_eq!(table("/staff?sort=age&desc=1").sort(), Some(("age", true)));
    assert_eq!(table("/staff?sort=memo").sort(), None);
    assert_eq!(table("/staff?sort=name;drop").sort(), None);
}

#[test]
fn a_page_out_of_bounds_becomes_the_nearest_one() {
    assert_eq!(table("/staff?page=0").page(), 1);
    assert_eq!(table("/staff?page=-3").page(), 1);
    assert_eq!(table("/staff?page=99999999").page(), LAST_PAGE);
    assert_eq!(table("/staff?page=2").offset(), 50);
}

#[test]
fn a_page_behind_the_last_row_becomes_the_last_page() {
    let kept = |uri: &str, total| {
        let mut state = table(uri);
        let must_read_again = state.keep_within(total);
        (state.page(), must_read_again)
    };

    assert_eq!(kept("/staff?page=99999", 101), (3, true));
    assert_eq!(kept("/staff?page=3", 101), (3, false));
    assert_eq!(kept("/staff?page=3", 100), (2, true));
    assert_eq!(kept("/staff?page=2", 0), (1, true));
    assert_eq!(kept("/staff", 0), (1, false));
}

#[test]
fn a_filter_is_cut_at_its_limit_and_an_unknown_one_left_out() {
    let long = table(&format!("/staff?q={}&other=1", "a".repeat(300)));

    assert_eq!(long.filter("q").len(), FILTER_LIMIT);
    assert_eq!(long.filter("other"), "");
    assert!(!long.page_href(1).contains("other"));
}

#[test]
fn the_second_press_on_a_head_turns_the_order_round_and_keeps_the_filter() {
    let heads = table("/staff?q=%E5%B1%B1&sort=name&page=4").heads(&columns());

    assert_eq!(
        heads[0].href.as_deref(),
        Some("/staff?q=%E5%B1%B1&sort=name&desc=1")
    );
    assert_eq!(heads[0].direction, "ascending");
    assert_eq!(
        heads[1].href.as_deref(),
        Some("/staff?q=%E5%B1%B1&sort=age")
    );
    assert_eq!(heads[2].href, None);
}

#[test]
fn the_export_is_what_is_shown_but_all_pages_of_it() {
    let state = table("/staff?unit=0101&sort=age&page=3");

    assert_eq!(
        state.export_href(Format::Xlsx),
        "/staff?unit=0101&sort=age&format=xlsx"
    );
    assert_eq!(
        table(&state.export_href(Format::Csv)).format(),
        Some(Format::Csv)
    );
}

#[test]
fn the_fifty_first_row_only_says_that_there_is_more() {
    let mut fifty: Vec<_> = (0..50).collect();
    let mut more: Vec<_> = (0..51).collect();

    assert!(!table("/staff").has_next(&mut fifty));
    assert!(table("/staff").has_next(&mut more));
    assert_eq!(more.len(), 50);
}

#[test]
fn a_long_pager_shows_both_ends_and_the_neighbours() {
    let pager = table("/staff?page=80").pager(50, true, Some(8_000));

    let numbers: Vec<_> = pager
        .steps
        .iter()
        .map(|it| it.number.unwrap_or(0))
        .collect();
    assert_eq!(numbers, [1, 0, 78, 79, 80, 81, 82, 0, 160]);
    assert_eq!((pager.from, pager.to), (3_951, 4_000));
}

#[test]
fn a_table_without_a_total_knows_only_the_next_page() {
    let pager = table("/staff").pager(50, true, None);

    assert_eq!(
        pager.steps.iter().map(|it| it.number).collect::<Vec<_>>(),
        [Some(1), Some(2)]
    );
    assert_eq!(pager.previous, None);
}

#[test]
fn an_empty_table_has_one_page() {
    let pager = table("/staff?page=7").pager(0, false, Some(0));

    assert_eq!((pager.from, pager.to), (0, 0));
    assert!(table("/staff").pager(0, false, Some(0)).is_single());
}
