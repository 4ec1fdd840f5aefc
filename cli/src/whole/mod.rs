//! `apiloom generate --crate`: a package that holds the client's source and needs no generator.

mod readme;

use std::fs;
use std::io::{self, Error, ErrorKind};
use std::path::PathBuf;

use apiloom_codegen::{Drift, Options, SourceSet, describe};
use heck::ToKebabCase;

use crate::arguments::Generate;
use crate::commands::{Outcome, problems, tell_drift};
use crate::scaffold::calls::plain;
use crate::scaffold::manifest::Package;
use crate::scaffold::{package_name, write_new};

/// Brings the package's source up to date; its manifest and README are written once, and are the author's then.
pub(crate) fn generate(arguments: &Generate, sources: &SourceSet) -> io::Result<Outcome> {
    let api = match describe(sources) {
        Ok(api) => api,
        Err(diagnostics) => return Ok(problems(&diagnostics, sources)),
    };
    let output = &arguments.output;
    let manifest = fs::read_to_string(output.join("Cargo.toml")).ok();
    let present = manifest.as_deref().map(Options::from_manifest);
    let name = match (&arguments.crate_name, present.as_ref().and_then(|options| options.crate_name.clone())) {
        (Some(given), Some(known)) if given.replace('-', "_") != known => {
            let problem =
                format!("{}: the package is called `{known}`, not `{given}`", output.join("Cargo.toml").display());
            return Err(Error::new(ErrorKind::InvalidInput, problem));
        }
        (Some(given), _) => given.clone(),
        (None, Some(known)) => known,
        (None, None) => api.name.to_kebab_case(),
    };
    let name = package_name(&name)?;
    let options = present.unwrap_or_else(|| Options {
        crate_name: Some(name.replace('-', "_")),
        readme: Some("../README.md".to_owned()),
        serde_feature: Some("serde".to_owned()),
        ..Options::default()
    });
    let files = match apiloom_codegen::generate(sources, &options) {
        Ok(files) => files,
        Err(diagnostics) => return Ok(problems(&diagnostics, sources)),
    };
    let description = format!("A typed client of {}.", plain(&api.name));
    let package =
        Package { name, version: &arguments.crate_version, description: &description, runtime: &arguments.runtime };
    let once: Vec<(PathBuf, String)> = [
        ("Cargo.toml", package.whole()?),
        ("README.md", readme::readme(&api, name)),
        (".gitignore", "/target\n".to_owned()),
    ]
    .into_iter()
    .map(|(file, text)| (PathBuf::from(file), text))
    .filter(|(file, _)| !output.join(file).exists())
    .collect();
    let folder = output.join("src");
    let drift = if arguments.check { files.compare_with(&folder)? } else { files.write_to(&folder)? };
    if !arguments.check {
        once.iter().try_for_each(|(file, text)| write_new(&output.join(file), text))?;
    }
    let beside = |file: &String| format!("src/{file}");
    let drift = Drift {
        changed: once
            .iter()
            .map(|(file, _)| file.display().to_string())
            .chain(drift.changed.iter().map(beside))
            .collect(),
        orphaned: drift.orphaned.iter().map(beside).collect(),
    };
    Ok(tell_drift(&drift, arguments, files.iter().count()))
}
