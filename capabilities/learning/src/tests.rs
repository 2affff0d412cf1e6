//! Stories of courses, through the routes.
use base::date;
use testkit::{Reply, Town};

/// Every page with its words exists in both languages.
#[test]
fn every_word_exists_in_both_languages() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = crate::CAPABILITY.words;
    let faults = web::check::missing_keys(
        &root.join("templates"),
        &root.join("src"),
        words.ja,
        words.en,
    );
    assert_eq!(faults, Vec::<String>::new());
}

const UNITS: &str = "組織コード,組織名,組織名カナ,階層,上位組織コード,開始日\n\
    10,総務局,ソウムキョク,局,,2012-04-01\n\
    100101,人事課,ジンジカ,課,10,2012-04-01\n\
    20,市民局,シミンキョク,局,,2012-04-01\n\
    200101,広聴課,コウチョウカ,課,20,2012-04-01\n";
const STAFF: &str = "職員番号,氏名,フリガナ,性別,生年月日,任用区分,採用日,所属コード,発令区分,職名,級,所属長,発令日\n\
    0001001,課長　花子,カチョウ　ハナコ,女,1970-01-08,常勤,1994-04-01,100101,主務,課長,7,○,2024-04-01\n\
    0001002,佐藤　太郎,サトウ　タロウ,男,1990-05-03,常勤,2013-04-01,100101,主務,主任,3,,2023-04-01\n\
    0001003,鈴木　一郎,スズキ　イチロウ,男,2003-07-07,常勤,2026-04-01,100101,主務,主事,1,,2026-04-01\n\
    0001004,高橋　次郎,タカハシ　ジロウ,男,1991-07-07,常勤,2015-04-01,200101,主務,主任,3,,2020-04-01\n";

/// A city of four with their accounts, on 1 June 2026. Kenshu is of the training team.
struct City {
    town: Town,
    head: String,
    taro: String,
    ichiro: String,
    jiro: String,
}

async fn city() -> City {
    let town = Town::new(&[
        &people::CAPABILITY,
        &plan::CAPABILITY,
        &programme::ENGINE,
        &crate::CAPABILITY,
    ])
    .await
    .on(date(2026, 6, 1));
    for text in [UNITS, STAFF] {
        let file = people::Source::Bytes {
            name: "file.csv".into(),
            bytes: text.as_bytes().into(),
        };
        let now = town.app.now();
        let report = people::import_file(&town.app.db, &[], now, &file, false, None)
            .await
            .unwrap();
        assert!(report.is_fine(), "{:?}", report.findings);
    }
    town.grant("kenshu", "training", None).await;
    let id = async |number: &str| {
        let staff = town
            .look(async |tx| Ok(people::staff_of_number(tx, number).await?))
            .await;
        staff.unwrap().id.0
    };
    let (head, taro) = (id("0001001").await, id("0001002").await);
    let (ichiro, jiro) = (id("0001003").await, id("0001004").await);
    City {
        town,
        head,
        taro,
        ichiro,
        jiro,
    }
}

impl City {
    async fn post(&self, who: &str, path: &str, form: &[(&str, &str)]) -> Reply {
        self.town.as_staff(who).post(path, form).await
    }

    async fn get(&self, who: &str, path: &str) -> Reply {
        self.town.as_staff(who).get(path).await
    }

    /// A course with a run of one session on 15 July, open until 30 June; the addresses of both.
    async fn course(&self, more: &[(&str, &str)], capacity: &str) -> (String, String) {
        let mut form = vec![
            ("code", "K-101"),
            ("title", "新任主任研修"),
            ("category", "階層別研修"),
            ("measure", ""),
            ("minutes", "１８０"),
            ("valid_years", "1"),
            ("least", "80"),
            ("demand", "open"),
        ];
        form.extend(more);
        let course = self.post("kenshu", "/learning/courses", &form).await.ok();
        let course = path(&course);
        let form = [
            ("opens_on", "令和8年6月1日"),
            ("closes_on", "2026-06-30"),
            ("admission", "in_order"),
            ("budget", "１２０，０００"),
        ];
        let runs = format!("{course}/runs");
        let run = path(&self.post("kenshu", &runs, &form).await.ok());
        let form = [
            ("part", "1"),
            ("held_on", "R8.7.15"),
            ("starts_at", "９時"),
            ("ends_at", "12:00"),
            ("kind", "room"),
            ("place", "第1研修室"),
            ("capacity", capacity),
        ];
        let sessions = format!("{run}/sessions");
        self.post("kenshu", &sessions, &form).await.ok();
        self.post("kenshu", &format!("{run}/announcement"), &[])
            .await
            .ok();
        (course, run)
    }

    /// Presses 申し込む on the page of the course.
    async fn apply(&self, who: &str, course: &str, run: &str) -> Reply {
        let page = self.get(who, course).await.ok();
        let session = page.between("name=\"part-1\" value=\"", "\"");
        let session = session.unwrap_or_default();
        let path = format!("{run}/enrolments");
        self.post(who, &path, &[("part-1", &session)]).await
    }
}

/// Where an answer leads, without its greeting.
fn path(reply: &Reply) -> String {
    let location = reply.location().unwrap();
    location.split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_course_is_carried_from_the_catalogue_to_the_history() {
    let city = city().await;
    let (course, run) = city.course(&[], "1").await;

    let listed = city.get(&city.taro, "/learning?q=主任").await.ok();
    assert!(listed.has("新任主任研修"), "{}", listed.text());
    city.apply(&city.taro, &course, &run).await.ok();
    city.apply(&city.jiro, &course, &run).await.ok();
    assert!(city.get(&city.taro, &course).await.has("受講決定"));
    assert!(city.get(&city.jiro, &course).await.has("キャンセル待ち"));
    // Taro gives his seat back; Jiro is offered it and takes it.
    let mine = city.get(&city.taro, &course).await;
    let cancel = mine.between("href=\"/learning/enrolments/", "\"").unwrap();
    city.post(&city.taro, &format!("/learning/enrolments/{cancel}"), &[])
        .await
        .ok();
    let home = city.get(&city.jiro, "/").await.ok();
    assert!(home.has("研修の席の案内に答える"), "{}", home.text());
    let offer = city.get(&city.jiro, &course).await;
    let answer = offer.between("action=\"/learning/enrolments/", "\"");
    let answer = format!("/learning/enrolments/{}", answer.unwrap());
    city.post(&city.jiro, &answer, &[("answer", "yes")])
        .await
        .ok();

    let city = City {
        town: city.town.clone().on(date(2026, 7, 15)),
        ..city
    };
    let managed = city.get("kenshu", &run).await.ok();
    let roster = managed.between("href=\"/learning/sessions/", "/roster\"");
    // The first link of a session is the session itself; its id is the same.
    let session = roster.unwrap().split('"').next().unwrap().to_owned();
    let roster = format!("/learning/sessions/{session}/roster");
    let shown = city.get("kenshu", &roster).await.ok();
    let seat = shown.between("name=\"presence-", "\"").unwrap();
    let early = city.post("kenshu", &format!("{run}/closing"), &[]).await;
    assert!(early.refused().contains("出欠が未記入の人が1人"));
    let fields = [
        (format!("presence-{seat}"), "present"),
        (format!("late-{seat}"), "３６"),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|it| (it.0.as_str(), it.1)).collect();
    city.post("kenshu", &roster, &fields).await.ok();
    let closed = city.post("kenshu", &format!("{run}/closing"), &[]).await;
    let notice = closed.ok().location().unwrap();
    assert!(
        notice.ends_with("closed-only"),
        "{notice}: it names no measure"
    );

    let history = city.get(&city.jiro, "/learning/mine").await.ok();
    assert!(history.has("新任主任研修") && history.has("このシステムの研修"));
    let file = city.get(&city.jiro, "/learning/mine?format=csv").await.ok();
    assert!(file.has("K-101") && file.has("2026-07-15"));
    let other = city.get(&city.taro, "/learning/mine").await.ok();
    assert!(other.has("修了した研修はまだありません"));
}

#[tokio::test]
async fn a_seat_that_nobody_took_in_time_is_offered_to_the_next_without_anybody_coming() {
    let city = city().await;
    let (course, run) = city.course(&[], "1").await;
    for who in [&city.taro, &city.jiro, &city.ichiro] {
        city.apply(who, &course, &run).await.ok();
    }
    let mine = city.get(&city.taro, &course).await;
    let cancel = mine.between("href=\"/learning/enrolments/", "\"").unwrap();
    city.post(&city.taro, &format!("/learning/enrolments/{cancel}"), &[])
        .await
        .ok();
    let end = async |town: &Town| {
        let now = town.app.now();
        crate::end_offers(&town.app.db, now).await.unwrap();
    };

    let last_day = city.town.clone().on(date(2026, 6, 4));
    end(&last_day).await;
    assert!(
        last_day
            .as_staff(&city.jiro)
            .get(&course)
            .await
            .has("受講の案内中")
    );
    let day_after = city.town.clone().on(date(2026, 6, 5));
    end(&day_after).await;

    assert!(
        day_after
            .as_staff(&city.ichiro)
            .get(&course)
            .await
            .has("受講の案内中")
    );
    assert!(
        !day_after
            .as_staff(&city.jiro)
            .get(&course)
            .await
            .has("受講の案内中")
    );
}

#[tokio::test]
async fn a_head_consents_to_their_people_and_never_to_themselves() {
    let city = city().await;
    let (course, run) = city.course(&[("consent", "yes")], "9").await;
    city.apply(&city.taro, &course, &run).await.ok();
    city.apply(&city.jiro, &course, &run).await.ok();
    city.apply(&city.head, &course, &run).await.ok();

    let people = city.get(&city.head, "/learning/people").await.ok();
    assert!(people.has("佐藤　太郎"));
    assert!(!people.has("高橋　次郎"), "of another bureau");
    let wish = people.between("href=\"/learning/enrolments/", "/consent\"");
    let consent = format!("/learning/enrolments/{}/consent", wish.unwrap());
    let silent = city.post(&city.head, &consent, &[("consent", "no")]).await;
    assert!(silent.refused().contains("理由を書いてください"));
    city.post(&city.head, &consent, &[("consent", "yes")])
        .await
        .ok();
    let jiros = city.get(&city.jiro, &course).await;
    let jiros = jiros.between("href=\"/learning/enrolments/", "/cancellation\"");
    let cancel = format!("/learning/enrolments/{}/cancellation", jiros.unwrap());
    city.post("kenshu", &cancel, &[("reason", "会場が狭いため")])
        .await
        .ok();
    let told = city.get(&city.jiro, "/learning/mine").await.ok();
    assert!(told.has("会場が狭いため"), "who is out reads why");

    assert!(city.get(&city.taro, &course).await.has("受講決定"));
    let own = city.get(&city.head, &course).await;
    let own = own.between("href=\"/learning/enrolments/", "/cancellation\"");
    let own = format!("/learning/enrolments/{}/consent", own.unwrap());
    let refused = city.post(&city.head, &own, &[("consent", "yes")]).await;
    assert!(refused.refused().contains("自分の申込みには同意できません"));
    city.post(&city.taro, &consent, &[("consent", "yes")])
        .await
        .forbidden();
}

#[tokio::test]
async fn a_head_nominates_their_own_people_only() {
    let city = city().await;
    let (course, run) = city.course(&[], "9").await;
    let path = format!("{run}/nominations");

    let form = city.get(&city.head, &path).await.ok();
    assert!(form.has("佐藤　太郎") && !form.has("高橋　次郎"));
    assert!(!form.has(&format!("value=\"{}\"", city.head)), "themselves");
    let nobody = city.post(&city.head, &path, &[]).await;
    assert!(nobody.refused().contains("だれも選ばれていません"));
    let unknown = city
        .post(&city.head, &path, &[("numbers", "0001002 9999999")])
        .await;
    assert!(unknown.refused().contains("9999999"));
    city.post(&city.head, &path, &[("staff", &city.jiro)])
        .await
        .forbidden();
    let themselves = city
        .post(&city.head, &path, &[("numbers", "0001001")])
        .await;
    assert!(themselves.refused().contains("自分は推薦できません"));
    city.post(&city.head, &path, &[("numbers", "１００２")])
        .await;
    city.post(&city.head, &path, &[("staff", &city.taro)])
        .await
        .ok();

    assert!(city.get(&city.taro, &course).await.has("受講決定"));
    assert!(!city.get(&city.jiro, &course).await.has("受講決定"));
}

#[tokio::test]
async fn who_is_not_meant_is_told_for_whom_the_course_is() {
    let city = city().await;
    let (course, run) = city
        .course(&[("years_from", "1"), ("years_to", "1")], "9")
        .await;

    let page = city.get(&city.taro, &course).await.ok();
    assert!(page.has("採用1年目"), "{}", page.text());
    assert!(page.has("この研修の対象者ではありません"));
    let forced = city.apply(&city.taro, &course, &run).await;
    assert!(forced.refused().contains("この研修の対象者ではありません"));
    city.apply(&city.ichiro, &course, &run).await.ok();

    assert!(city.get(&city.ichiro, &course).await.has("受講決定"));
}

#[tokio::test]
async fn what_is_wrong_with_a_course_is_told_at_its_fields_and_nothing_is_lost() {
    let city = city().await;
    let form = [
        ("code", "K-1"),
        ("title", "題名は残る"),
        ("category", ""),
        ("minutes", "three"),
        ("least", "101"),
        ("measure", "9-9-9"),
        ("demand", "open"),
        ("grade_from", "5"),
        ("grade_to", "3"),
        ("units", "10、nowhere"),
    ];

    let page = city.post("kenshu", "/learning/courses", &form).await;
    let text = page.refused();

    for sentence in [
        "1から48000までの整数",
        "0から100までの整数",
        "「9-9-9」の施策はありません",
        "組織コード「nowhere」の組織はありません",
        "題名は残る",
    ] {
        assert!(text.contains(sentence), "{sentence}");
    }
    let (course, _) = city.course(&[], "9").await;
    let again = city
        .post(
            "kenshu",
            "/learning/courses",
            &[
                ("code", "K-101"),
                ("title", "二つ目"),
                ("category", "専門"),
                ("minutes", "60"),
                ("least", "80"),
                ("demand", "open"),
            ],
        )
        .await;
    assert!(
        again
            .refused()
            .contains("そのコードはほかの研修で使われています")
    );
    city.post(
        "kenshu",
        &format!("{course}/withdrawal"),
        &[("reason", "後継の研修のため")],
    )
    .await
    .ok();
    let form = [("opens_on", "2026-07-01"), ("closes_on", "2026-07-31")];
    let late = city.post("kenshu", &format!("{course}/runs"), &form).await;
    assert!(late.refused().contains("終了しました"));
}

#[tokio::test]
async fn only_the_training_team_prepares_and_nobody_sees_a_draft() {
    let city = city().await;
    let (course, run) = city.course(&[], "9").await;
    let form = [("opens_on", "2026-06-01"), ("closes_on", "2026-06-30")];
    let draft = city
        .post("kenshu", &format!("{course}/runs"), &form)
        .await
        .ok();

    assert!(city.get("kenshu", &course).await.has("第2回"));
    assert!(!city.get(&city.taro, &course).await.has("第2回"));
    city.get(&city.taro, &path(&draft)).await.forbidden();
    city.get(&city.head, &run).await.forbidden();
    let announced = format!("{}/announcement", path(&draft));
    let empty = city.post("kenshu", &announced, &[]).await;
    assert!(empty.refused().contains("日程が1つもありません"));
    assert_eq!(
        city.town.changes_without_a_token("kenshu").await,
        Vec::<String>::new()
    );
}
