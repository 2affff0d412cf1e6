use std::{collections::BTreeMap, path::Path};

use web::Lang;

use super::*;

fn flags(pairs: &[(&'static str, &str)]) -> BTreeMap<&'static str, String> {
    pairs.iter().map(|it| (it.0, it.1.to_owned())).collect()
}

fn environment(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|it| (it.0.to_owned(), it.1.to_owned()))
        .collect()
}

fn from_file(text: &str) -> Result<Settings, SettingError> {
    let file = Some((Path::new("hagukumi.toml"), text));
    read(&Values::gather(&flags(&[]), [], file)?, Lang::Ja)
}

fn from_flag(name: &'static str, value: &str) -> Result<Settings, SettingError> {
    let values = Values::gather(&flags(&[(name, value)]), [], None)?;
    read(&values, Lang::Ja)
}

fn problem_of_flag(name: &'static str, value: &str) -> Problem {
    let error = from_flag(name, value).unwrap_err();
    assert_eq!(error.name, name);
    error.problem
}

#[test]
fn without_a_word_the_defaults_hold() {
    let settings = from_file("").unwrap();

    assert_eq!(settings.location.to_string(), "sqlite:hagukumi.db");
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!((settings.is_https, settings.has_proxy), (false, false));
    assert_eq!((settings.city, settings.mail), (None, None));
}

#[test]
fn a_flag_is_stronger_than_the_environment_and_that_than_the_file() {
    let file = "listen = \"127.0.0.1:1\"\ncity = \"汐見市\"\nhttps = true\n";
    let environment = environment(&[("HAGUKUMI_LISTEN", "127.0.0.1:2"), ("HAGUKUMI_HTTPS", "no")]);
    let flags = flags(&[("listen", "127.0.0.1:3")]);
    let values = Values::gather(
        &flags,
        environment,
        Some((Path::new("hagukumi.toml"), file)),
    )
    .unwrap();

    let settings = read(&values, Lang::Ja).unwrap();

    assert_eq!(settings.listen.port(), 3);
    assert!(!settings.is_https);
    assert_eq!(settings.city.as_deref(), Some("汐見市"));
}

#[test]
fn a_name_that_does_not_exist_is_refused_with_the_nearest() {
    let error = from_file("lisen = \"127.0.0.1:1\"").unwrap_err();
    assert_eq!(error.name, "lisen");
    assert_eq!(
        error.problem,
        Problem::Unknown {
            nearest: Some("listen")
        }
    );

    let variables = environment(&[("HAGUKUMI_DATBASE", "sqlite:x")]);
    let error = Values::gather(&flags(&[]), variables, None).unwrap_err();
    assert_eq!(
        error.problem,
        Problem::Unknown {
            nearest: Some("database")
        }
    );

    let error = from_file("zzz = 1").unwrap_err();
    assert_eq!(error.problem, Problem::Unknown { nearest: None });
}

#[test]
fn a_file_that_is_not_toml_is_refused_with_its_line() {
    let error = from_file("city = \"汐見市\"\nlisten = 127.0.0.1\n").unwrap_err();

    let Problem::NotToml { line, column, .. } = error.problem else {
        panic!("{error:?}");
    };
    assert_eq!((line, column), (2, 15));
    assert_eq!(
        from_file("listen = [1]").unwrap_err().problem,
        Problem::NotOneValue
    );
}

#[test]
fn a_wrong_value_is_refused_with_what_is_wrong() {
    assert_eq!(problem_of_flag("listen", "8080"), Problem::NotAnAddress);
    assert_eq!(
        problem_of_flag("listen", "127.0.0.1:70000"),
        Problem::NotAnAddress
    );
    assert_eq!(problem_of_flag("https", "maybe"), Problem::NotYesOrNo);
    assert_eq!(problem_of_flag("city", "  "), Problem::Empty);
    assert_eq!(problem_of_flag("mail_port", "0"), Problem::NotAPort);
    assert_eq!(
        problem_of_flag("mail_from", "汐見市"),
        Problem::NotAMailAddress
    );
    assert_eq!(problem_of_flag("log", "db=loud"), Problem::NotALogFilter);
    assert!(matches!(
        problem_of_flag("lang", "fr"),
        Problem::NotOneOf { .. }
    ));
    assert!(matches!(
        problem_of_flag("font_folder", "/no/such/folder"),
        Problem::NoSuchFolder { .. }
    ));
    assert!(matches!(
        problem_of_flag("mail_password_file", "/no/such/file"),
        Problem::NoSuchFile { .. }
    ));
}

#[test]
fn a_wrong_database_is_refused_and_its_password_never_repeated() {
    for text in ["town.db", "sqlite:", "postgres://localhost/x"] {
        assert!(
            matches!(
                problem_of_flag("database", text),
                Problem::NotADatabase { .. }
            ),
            "{text}"
        );
    }
    assert!(matches!(
        problem_of_flag("database", "sqlite:/no/such/folder/town.db"),
        Problem::NoSuchFolder { .. }
    ));
    let error = from_flag("database", "postgres://town:himitsu@localhost/x").unwrap_err();
    assert!(!format!("{error} {error:?} {:?}", error.text()).contains("himitsu"));
}

#[test]
fn half_a_mail_setting_is_refused_with_the_missing_half() {
    let needs = |text: &str| match from_file(text).unwrap_err().problem {
        Problem::Needs { other } => other,
        other => panic!("{other:?}"),
    };

    assert_eq!(needs("mail_port = 25"), "mail_relay");
    let begin = "mail_relay = \"mail.shiomi.test\"\n";
    assert_eq!(needs(begin), "mail_from");
    let begin = &format!("{begin}mail_from = \"ikusei@shiomi.test\"\n");
    assert_eq!(needs(begin), "mail_to");
    let begin = format!("{begin}mail_to = \"{{number}}@shiomi.test\"\n");
    assert_eq!(
        needs(&format!("{begin}mail_user = \"ikusei\"")),
        "mail_password_file"
    );
}

#[test]
fn a_relay_listens_on_its_usual_port() {
    let settings = from_file(
        "mail_relay = \"mail.shiomi.test\"\nmail_from = \"ikusei@shiomi.test\"\nmail_to = \"{number}@shiomi.test\"",
    )
    .unwrap();

    assert_eq!(settings.mail.unwrap().port, 25);
}

/// A relay that is set, and something more.
fn with_relay(more: &str) -> Result<Mail, SettingError> {
    let relay = "mail_relay = \"mail.shiomi.test\"\nmail_from = \"ikusei@shiomi.test\"\nmail_to = \"{number}@shiomi.test\"";
    from_file(&format!("{relay}\n{more}")).map(|it| it.mail.unwrap())
}

#[test]
fn the_way_to_the_relay_is_encrypted_as_it_is_said() {
    use jobs::Encryption;
    let way = |more: &str| {
        let mail = with_relay(more).unwrap();
        (mail.encryption, mail.port)
    };

    assert_eq!(way(""), (Encryption::None, 25));
    assert_eq!(way("mail_tls = \"none\""), (Encryption::None, 25));
    assert_eq!(way("mail_tls = \"starttls\""), (Encryption::StartTls, 25));
    assert_eq!(way("mail_tls = \"tls\""), (Encryption::Tls, 465));
    assert_eq!(
        way("mail_tls = \"tls\"\nmail_port = 2465"),
        (Encryption::Tls, 2465)
    );
}

#[test]
fn what_needs_an_encrypted_way_is_refused_without_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "himitsu\n").unwrap();
    let file = file.display();
    let login = format!("mail_user = \"ikusei\"\nmail_password_file = \"{file}\"");
    let authorities = format!("mail_ca_file = \"{file}\"");

    for (name, more) in [("mail_user", &login), ("mail_ca_file", &authorities)] {
        let error = with_relay(more).unwrap_err();
        assert_eq!(
            (error.name.as_str(), error.problem),
            (name, Problem::NeedsTls)
        );
        with_relay(&format!("mail_tls = \"starttls\"\n{more}")).unwrap();
    }
    assert_eq!(
        problem_of_flag("mail_tls", "tls"),
        Problem::Needs {
            other: "mail_relay"
        }
    );
    assert!(matches!(
        problem_of_flag("mail_tls", "ssl"),
        Problem::NotOneOf { .. }
    ));
    assert!(matches!(
        problem_of_flag("mail_ca_file", "/no/such/file"),
        Problem::NoSuchFile { .. }
    ));
}

#[test]
fn every_setting_of_the_list_is_read() {
    let values = Values::gather(&flags(&[]), [], None).unwrap();
    read(&values, Lang::Ja).unwrap();

    let listed = KNOWN.iter().map(|it| it.name).collect();
    assert_eq!(values.asked(), listed);
}

#[test]
fn the_document_says_what_the_list_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/settings.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, document()).unwrap();
    }

    let written = std::fs::read_to_string(&path).unwrap().replace('\r', "");

    assert!(
        written == document(),
        "docs/settings.md is out of date: run UPDATE_DOCS=1 cargo test -p hagukumi settings"
    );
}
