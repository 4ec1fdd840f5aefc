//! Many files as one, for `include!`: what is included can declare no files of its own and carries no `//!`.

use crate::output::GeneratedFiles;

impl GeneratedFiles {
    /// All files as one text, each file an inline module.
    #[must_use]
    pub fn bundle(&self) -> String {
        let lib = self.files.get("lib.rs").map_or("", String::as_str);
        let mut out = String::new();
        self.inline(lib, "", &mut out);
        out
    }

    /// Copies a file, with the text of each module it declares in the place of the declaration.
    fn inline(&self, text: &str, folder: &str, out: &mut String) {
        for line in text.lines() {
            let declared = line.trim_start().strip_prefix("pub ").unwrap_or(line.trim_start());
            let name = declared.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'));
            let Some(name) = name else {
                if !line.starts_with("//!") && !line.starts_with("#![") {
                    out.push_str(line);
                    out.push('\n');
                }
                continue;
            };
            let plain = name.trim_start_matches("r#");
            let (file, inner) = (format!("{folder}{plain}.rs"), format!("{folder}{plain}/mod.rs"));
            let (text, folder) = match (self.files.get(&file), self.files.get(&inner)) {
                (Some(text), _) => (text, folder.to_owned()),
                (None, Some(text)) => (text, format!("{folder}{plain}/")),
                (None, None) => continue,
            };
            for about in text.lines().filter_map(|line| line.strip_prefix("//!")) {
                out.extend(["///", about, "\n"]);
            }
            out.push_str(line.trim_end_matches(';'));
            out.push_str(" {\n");
            self.inline(text, &folder, out);
            out.push_str("}\n");
        }
    }
}
