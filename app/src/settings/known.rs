//! The one list of settings.

/// One setting. Its flag is `--name-with-dashes`, its variable `HAGUKUMI_NAME`, its key in the file the name itself.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    pub name: &'static str,
    /// The shape of its value, as help and documentation show it.
    pub shape: &'static str,
    /// What holds when nothing is said, in words where it is no value.
    pub default: &'static str,
    pub meaning: &'static str,
}

impl Setting {
    pub fn flag(&self) -> String {
        self.name.replace('_', "-")
    }

    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.to_uppercase())
    }
}

pub(crate) const PREFIX: &str = "HAGUKUMI_";

/// Names the file itself: `--settings FILE` or `HAGUKUMI_SETTINGS`. Without either, `hagukumi.toml` in the working folder is
/// read when there is one.
pub const FILE_FLAG: &str = "settings";
pub(crate) const FILE: &str = "hagukumi.toml";
pub(crate) const FILE_VARIABLE: &str = "HAGUKUMI_SETTINGS";
pub(crate) const LANG_VARIABLE: &str = "HAGUKUMI_LANG";

/// Every setting that there is.
pub const KNOWN: &[Setting] = &[
    Setting {
        name: "database",
        shape: "sqlite:PATH | postgres://USER@HOST/DATABASE?schema=NAME",
        default: "sqlite:hagukumi.db",
        meaning: "The city's one database: a file, or a schema in PostgreSQL. The folder of the file must exist; the file or the schema is made on the first start.",
    },
    Setting {
        name: "listen",
        shape: "ADDRESS:PORT",
        default: "127.0.0.1:8080",
        meaning: "Where the server listens. Port 0 takes any free one and prints it.",
    },
    Setting {
        name: "city",
        shape: "NAME",
        default: "the name that the database remembers",
        meaning: "The city's name on pages and papers. Needed on the first start.",
    },
    Setting {
        name: "https",
        shape: "yes | no",
        default: "no",
        meaning: "Browsers reach the server over HTTPS, through a proxy that keeps the certificate: cookies are marked secure, and browsers are told to stay with HTTPS.",
    },
    Setting {
        name: "proxy",
        shape: "yes | no",
        default: "no",
        meaning: "A reverse proxy stands before the server and tells the browser's address in `X-Forwarded-For`. Without one, leave it: anybody could write that header.",
    },
    Setting {
        name: "font_folder",
        shape: "FOLDER",
        default: "the system's fonts",
        meaning: "A folder with a Japanese TrueType or OpenType font for PDF. Without it, the system's fonts are searched for BIZ UDPGothic, Noto Sans CJK JP and others.",
    },
    Setting {
        name: "lang",
        shape: "ja | en",
        default: "English when LC_ALL, LC_MESSAGES or LANG begins with `en`, else Japanese",
        meaning: "The language of the command line. On pages everybody chooses their own.",
    },
    Setting {
        name: "log",
        shape: "LEVEL[,BOX=LEVEL…]",
        default: "info",
        meaning: "What goes to standard error: error, warn, info, debug or trace, for everything or for single boxes such as `info,db=debug`. No value of a record is ever in it.",
    },
    Setting {
        name: "mail_relay",
        shape: "HOST",
        default: "no mail is sent",
        meaning: "The name of the SMTP relay that takes the mail. What goes out is one mail a person on working days: how much there is to do, never what it is.",
    },
    Setting {
        name: "mail_port",
        shape: "PORT",
        default: "25; 465 when mail_tls is tls",
        meaning: "The relay's port.",
    },
    Setting {
        name: "mail_tls",
        shape: "none | starttls | tls",
        default: "none",
        meaning: "How the way to the relay is kept from others. `none`: not at all, for a relay on the same machine or in a network that is trusted. `starttls`: begins in the open, and neither mail nor password leaves before both sides have switched to TLS. `tls`: TLS from the first byte. A relay that cannot prove its name gets nothing.",
    },
    Setting {
        name: "mail_ca_file",
        shape: "FILE",
        default: "the authorities that the machine knows",
        meaning: "A PEM file with the certificate of the authority that vouches for the relay, where it is the city's own. Needs mail_tls.",
    },
    Setting {
        name: "mail_from",
        shape: "ADDRESS",
        default: "none; needed with mail_relay",
        meaning: "The sender of every mail.",
    },
    Setting {
        name: "mail_to",
        shape: "ADDRESS with {number}",
        default: "none; needed with mail_relay",
        meaning: "Where mail to a person goes: the staff number stands in place of `{number}`, as in `{number}@city.example`.",
    },
    Setting {
        name: "mail_user",
        shape: "NAME",
        default: "no sign-in at the relay",
        meaning: "The name at the relay. Needs mail_password_file, and mail_tls: a password does not travel in the open.",
    },
    Setting {
        name: "mail_password_file",
        shape: "FILE",
        default: "none",
        meaning: "A file whose first line is the password at the relay, readable by the server only.",
    },
];

/// The setting that somebody probably meant.
pub(crate) fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const AKIN: f64 = 0.75;
    names
        .into_iter()
        .map(|it| (strsim::jaro_winkler(name, it), it))
        .filter(|it| it.0 > AKIN)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|it| it.1)
}
