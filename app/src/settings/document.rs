//! `docs/settings.md`, written from the list of settings.
use std::fmt::Write;

use super::known::{FILE, FILE_FLAG, KNOWN, PREFIX};

/// The whole document. A test holds it against the file.
pub fn document() -> String {
    let mut text = format!(
        "# Settings\n\n\
         A setting is given by flag, by environment or in a file; the flag is the strongest, then the environment, then the file, then\n\
         the default. A wrong setting is refused at the start, by its name and with what mends it; so is a name that does not exist.\n\n\
         The file is TOML: `{FILE}` in the working folder, or the one that `--{FILE_FLAG} FILE` or `{PREFIX}{}` names. Its keys are the names\n\
         below:\n\n\
         ```toml\n\
         database = \"sqlite:/srv/hagukumi/city.db\"\n\
         listen = \"127.0.0.1:8080\"\n\
         city = \"汐見市\"\n\
         https = true\n\
         proxy = true\n\
         ```\n",
        FILE_FLAG.to_uppercase()
    );
    for it in KNOWN {
        write!(
            text,
            "\n## {}\n\n{}\n\n| flag | environment | value | default |\n|---|---|---|---|\n| `--{}` | `{}` | {} | {} |\n",
            it.name,
            it.meaning,
            it.flag(),
            it.variable(),
            it.shape.replace('|', "\\|"),
            it.default
        )
        .expect("writing into a text never fails");
    }
    text.push_str(
        "\nThis file is written from the list in `app/src/settings/known.rs`: change it there, then run\n\
         `UPDATE_DOCS=1 cargo test -p hagukumi settings`.\n",
    );
    text
}
