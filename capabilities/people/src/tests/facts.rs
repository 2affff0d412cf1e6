//! What is known of people on a day.
use base::{Date, date};
use db::Db;

use super::files::{city, taken_over};
use crate::{Facts, Sex, facts_of, facts_on, model::Kind, store};

const POSTS: &str = "職員番号,組織コード,発令区分,職名,級,所属長,発令日,発令終了日\n";

/// The city, and Minami in it with these posts: unit, kind, post, grade, head, first and last day.
async fn minami_with(hired_on: &str, posts: &[&str]) -> Db {
    let db = city().await;
    taken_over(
        &db,
        &format!(
            "職員番号,氏名,フリガナ,性別,生年月日,任用区分,採用日,職種\n\
             0004001,岸　美波,キシ　ミナミ,女,1982-06-15,常勤,{hired_on},建築\n"
        ),
    )
    .await;
    let rows: String = posts.iter().map(|it| format!("0004001,{it}\n")).collect();
    taken_over(&db, &format!("{POSTS}{rows}")).await;
    db
}

async fn of(db: &Db, number: &str, day: Date) -> Option<Facts> {
    db.read(async |tx| {
        let staff = store::staff_of_number(tx, number).await?.unwrap();
        facts_of(tx, &staff.id, day).await
    })
    .await
    .unwrap()
}

async fn minami(db: &Db, day: Date) -> Facts {
    of(db, "0004001", day).await.unwrap()
}

/// Grade, since when, and whether it was a promotion.
fn grade(it: &Facts) -> (i64, Option<Date>, bool) {
    let it = it.grade.unwrap();
    (it.grade, it.since, it.is_promotion)
}

/// Unit, post, and since when the posts of that name go on.
fn posts(it: &Facts) -> Vec<(&str, &str, Date)> {
    let held = it.posts.iter();
    held.map(|it| (it.unit.as_str(), it.post.as_str(), it.since))
        .collect()
}

#[tokio::test]
async fn a_head_of_section_who_moves_is_not_new() {
    let db = minami_with(
        "2012-04-01",
        &[
            "100101,主務,主査,4,,2012-04-01,",
            "100101,主務,課長,7,○,2024-04-01,",
            "100102,主務,課長,7,○,2026-04-01,",
        ],
    )
    .await;

    let it = minami(&db, date(2026, 4, 1)).await;
    let appointed_on = date(2024, 4, 1);
    assert_eq!(posts(&it), [("100102", "課長", appointed_on)]);
    assert_eq!(it.posts[0].headed_since, Some(appointed_on));
    assert_eq!(grade(&it), (7, Some(appointed_on), true));
    assert!(it.posts[0].is_main && it.posts[0].is_head());
}

#[tokio::test]
async fn who_is_promoted_on_the_first_of_april_is_new_from_that_day_on() {
    let db = minami_with(
        "2012-04-01",
        &[
            "100101,主務,主査,4,,2012-04-01,",
            "100101,主務,課長,7,○,2026-04-01,",
        ],
    )
    .await;

    let eve = minami(&db, date(2026, 3, 31)).await;
    assert_eq!(grade(&eve), (4, Some(date(2012, 4, 1)), false));
    assert_eq!(eve.posts[0].headed_since, None);
    let day = date(2026, 4, 1);
    let it = minami(&db, day).await;
    assert_eq!(posts(&it), [("100101", "課長", day)]);
    assert_eq!(it.posts[0].headed_since, Some(day));
    assert_eq!(grade(&it), (7, Some(day), true));
}

#[tokio::test]
async fn another_post_at_the_same_grade_is_new_and_the_grade_is_not() {
    let db = minami_with(
        "2012-04-01",
        &[
            "100101,主務,主任,3,,2012-04-01,",
            "100102,主務,主任技師,3,,2020-04-01,",
        ],
    )
    .await;

    let it = minami(&db, date(2026, 4, 1)).await;
    assert_eq!(posts(&it), [("100102", "主任技師", date(2020, 4, 1))]);
    assert_eq!(grade(&it), (3, Some(date(2012, 4, 1)), false));
}

#[tokio::test]
async fn a_single_day_between_two_posts_begins_them_anew_but_promotes_nobody() {
    let db = minami_with(
        "2012-04-01",
        &[
            "100101,主務,課長,7,○,2012-04-01,2023-03-30",
            "100102,主務,課長,7,○,2023-04-01,",
        ],
    )
    .await;

    let between = minami(&db, date(2023, 3, 31)).await;
    assert_eq!((between.grade, between.posts), (None, Vec::new()));
    let it = minami(&db, date(2023, 4, 1)).await;
    let back_on = date(2023, 4, 1);
    assert_eq!(posts(&it), [("100102", "課長", back_on)]);
    assert_eq!(it.posts[0].headed_since, Some(back_on));
    assert_eq!(grade(&it), (7, Some(back_on), false));
}

#[tokio::test]
async fn who_comes_back_after_a_year_into_a_higher_grade_is_promoted() {
    let (before, day) = (
        "100101,主務,主任,3,,2012-04-01,2024-03-31",
        date(2025, 4, 1),
    );
    let same = minami_with("2012-04-01", &[before, "100101,主務,主任,3,,2025-04-01,"]).await;
    let higher = minami_with("2012-04-01", &[before, "100101,主務,主査,4,,2025-04-01,"]).await;

    assert_eq!(grade(&minami(&same, day).await), (3, Some(day), false));
    assert_eq!(grade(&minami(&higher, day).await), (4, Some(day), true));
}

#[tokio::test]
async fn a_post_that_was_first_held_beside_another_goes_on_as_the_main_one() {
    let db = minami_with(
        "2012-04-01",
        &[
            "100101,主務,課長補佐,6,,2012-04-01,",
            "100102,兼務,課長,6,○,2022-10-01,2024-06-30",
            "100101,主務,課長,7,○,2024-04-01,",
        ],
    )
    .await;

    let both = minami(&db, date(2024, 6, 30)).await;
    let since = date(2022, 10, 1);
    assert_eq!(
        posts(&both),
        [("100101", "課長", since), ("100102", "課長", since)],
        "the main post comes first"
    );
    assert_eq!([both.posts[0].grade, both.posts[1].grade], [7, 6]);
    assert_eq!(
        grade(&both),
        (7, Some(date(2024, 4, 1)), true),
        "only main posts make the grade"
    );
    let one = minami(&db, date(2024, 7, 1)).await;
    assert_eq!(posts(&one), [("100101", "課長", since)]);
    assert_eq!(one.posts[0].headed_since, Some(since));
}

#[tokio::test]
async fn a_post_that_ended_within_a_longer_one_of_its_name_breaks_nothing() {
    let db = minami_with(
        "2012-04-01",
        &[
            "100101,主務,主査,4,,2012-04-01,",
            "100102,兼務,主査,4,,2020-04-01,2021-03-31",
            "10010201,兼務,主査,4,,2024-04-01,",
        ],
    )
    .await;

    let it = minami(&db, date(2026, 4, 1)).await;
    let since = date(2012, 4, 1);
    assert_eq!(
        posts(&it),
        [("100101", "主査", since), ("10010201", "主査", since)]
    );
}

#[tokio::test]
async fn a_step_down_is_no_promotion_and_begins_the_lower_grade_anew() {
    let db = minami_with(
        "2012-04-01",
        &[
            "100101,主務,課長補佐,6,,2012-04-01,",
            "100101,主務,課長,7,○,2018-04-01,",
            "100102,主務,課長補佐,6,,2025-04-01,",
        ],
    )
    .await;

    let it = minami(&db, date(2026, 4, 1)).await;
    let day = date(2025, 4, 1);
    assert_eq!(grade(&it), (6, Some(day), false));
    assert_eq!(posts(&it), [("100102", "課長補佐", day)]);
}

#[tokio::test]
async fn a_grade_may_be_older_than_what_is_recorded_unless_one_was_hired_into_it() {
    let post = ["100101,主務,主査,4,,2012-04-01,"];
    let older = minami_with("2004-04-01", &post).await;
    let hired = minami_with("2012-04-01", &post).await;
    let day = date(2026, 4, 1);

    assert_eq!(grade(&minami(&older, day).await), (4, None, false));
    let since = Some(date(2012, 4, 1));
    assert_eq!(grade(&minami(&hired, day).await), (4, since, false));
}

#[tokio::test]
async fn what_begins_tomorrow_does_not_count_and_a_post_without_a_grade_has_none() {
    let db = minami_with(
        "2012-04-01",
        &[
            "100101,主務,参与,,,2012-04-01,",
            "100102,主務,課長,7,○,2026-04-01,",
        ],
    )
    .await;

    let it = minami(&db, date(2026, 3, 31)).await;
    assert_eq!(it.grade, None);
    assert_eq!(posts(&it), [("100101", "参与", date(2012, 4, 1))]);
    let next = minami(&db, date(2026, 4, 1)).await;
    assert_eq!(
        grade(&next),
        (7, Some(date(2026, 4, 1)), false),
        "from no grade into one is no promotion"
    );
}

#[tokio::test]
async fn who_left_yesterday_or_is_hired_tomorrow_is_not_among_them() {
    let db = minami_with("2026-04-02", &["100101,主務,主事,1,,2026-04-02,"]).await;

    // Ichiro's last day is 31 March.
    assert!(of(&db, "0001003", date(2026, 3, 31)).await.is_some());
    let day = date(2026, 4, 1);
    assert_eq!(of(&db, "0001003", day).await, None);
    assert_eq!(of(&db, "0004001", day).await, None);
    let everybody = db.read(async |tx| facts_on(tx, day).await).await.unwrap();
    assert_eq!(everybody.len(), 3, "Hanako, Taro and Sakura");
    assert_eq!(minami(&db, date(2026, 4, 2)).await.posts.len(), 1);
}

#[tokio::test]
async fn everybody_is_told_as_each_one_alone_in_the_order_of_ids() {
    let db = minami_with(
        "2012-04-01",
        &[
            "100101,主務,主査,4,,2012-04-01,",
            "100102,兼務,主査,4,,2020-04-01,",
        ],
    )
    .await;
    for day in [date(2020, 4, 1), date(2026, 3, 31), date(2027, 4, 1)] {
        db.read(async |tx| {
            let everybody = facts_on(tx, day).await?;
            assert!(everybody.is_sorted_by_key(|it| it.staff.clone()));
            for it in &everybody {
                assert_eq!(facts_of(tx, &it.staff, day).await?.as_ref(), Some(it));
            }
            db::Result::Ok(())
        })
        .await
        .unwrap();
    }

    let sakura = of(&db, "0001004", date(2026, 4, 1)).await.unwrap();
    assert_eq!((sakura.grade, sakura.posts.len()), (None, 0));
    let it = minami(&db, date(2026, 4, 1)).await;
    assert_eq!(
        (it.kind, it.job_family.as_str(), it.sex, it.born_on),
        (Kind::Regular, "建築", Sex::Female, date(1982, 6, 15))
    );
    assert_eq!(
        (it.hired_on, it.ends_on),
        (date(2012, 4, 1), base::FAR_FUTURE)
    );
}
