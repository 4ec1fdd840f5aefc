//! `apiloom new`: a package that has a client, its spec and a test, which builds as it is.

mod texts;
mod trial;

use std::io::{self, Error, ErrorKind};
use std::path::{Path, PathBuf};

use apiloom_codegen::{SourceSet, describe};
use clap::Args;

use crate::commands::{Outcome, problems, say};
use crate::import;
use crate::scaffold::calls::plain;
use crate::scaffold::manifest::Package;
use crate::scaffold::{Runtime, package_name, write_new};

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The folder to make; the package is called like it
    pub(crate) path: PathBuf,
    /// Calls the package otherwise than its folder
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Makes the spec of this `OpenAPI` document
    #[arg(long, value_name = "FILE")]
    pub(crate) openapi: Option<PathBuf>,
    /// Where the package finds apiloom: a version of the registry, a folder of its source, or a repository
    #[arg(long, value_name = "VERSION|path:DIR|git:URL", default_value = Runtime::OWN)]
    pub(crate) runtime: Runtime,
}

pub(crate) fn run(arguments: &New) -> io::Result<Outcome> {
    let folder = &arguments.path;
    let name = package_name(&name(arguments)?).map(str::to_owned)?;
    if folder.exists() && folder.read_dir().map_or(true, |mut entries| entries.next().is_some()) {
        let problem = format!("{}: is there already, and nothing is written over", folder.display());
        return Err(Error::new(ErrorKind::AlreadyExists, problem));
    }
    let imported = match &arguments.openapi {
        None => None,
        Some(file) => match import::read(file, None)? {
            Some(imported) => Some(imported),
            None => return Ok(Outcome::Problems),
        },
    };
    let spec = imported.as_ref().map_or_else(|| texts::spec(&name), |imported| imported.files.clone());
    let sources = SourceSet::from_texts(spec.iter().map(|(file, text)| (file.as_str(), text.as_str())));
    let api = match describe(&sources) {
        Ok(api) => api,
        Err(diagnostics) => return Ok(problems(&diagnostics, &sources)),
    };
    let description = format!("A client of {}.", plain(&api.name));
    let package = Package { name: &name, version: "0.1.0", description: &description, runtime: &arguments.runtime };
    let crate_name = name.replace('-', "_");
    let test = match imported {
        None => texts::test(&crate_name),
        Some(_) => trial::test(&api, &crate_name),
    };
    let mut files = vec![
        (PathBuf::from("Cargo.toml"), package.built()?),
        (".gitignore".into(), "/target\n".to_owned()),
        ("build.rs".into(), texts::BUILD_SCRIPT.to_owned()),
        ("README.md".into(), texts::readme(&name, &api.name)),
        ("src/lib.rs".into(), texts::library(&api.name)),
        ("tests/client.rs".into(), test),
    ];
    files.extend(spec.into_iter().map(|(file, text)| (Path::new("spec").join(file), text)));
    files.iter().try_for_each(|(file, text)| write_new(&folder.join(file), text))?;
    if let (Some(imported), Some(file)) = (&imported, &arguments.openapi) {
        import::tell(imported, file, &folder.join("spec"));
    }
    say(&format!("{}: {} files; `cargo test` in it builds the client and calls it", folder.display(), files.len()));
    Ok(Outcome::Done)
}

/// What the package is called: as said, or like its folder.
fn name(arguments: &New) -> io::Result<String> {
    if let Some(name) = &arguments.name {
        return Ok(name.clone());
    }
    let folder = std::path::absolute(&arguments.path)?;
    Ok(folder.file_name().unwrap_or_default().to_string_lossy().into_owned())
}
