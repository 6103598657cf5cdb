//! `generate` and `check`: each works out an answer, `main` prints it.

use std::env;
use std::path::{Path, PathBuf};

use typewright::config::{CONFIG_FILE, Config};
use typewright::diagnostic::render;
use typewright::{Build, BuildError, Comparison};

use crate::Color;
use crate::arguments::{Content, Format, Target};
use crate::summary::{
    colored_diff, counted, describe_changes, runtime_dependency, shell_word, shown,
};

/// Exit code: all is well.
pub const GOOD: u8 = 0;
/// Exit code: the output folder, or a payload, is not what it should be.
pub const DIFFERENT: u8 = 1;
/// Exit code: bad usage, a bad schema, or a file that cannot be read or written.
pub const FAILED: u8 = 2;

/// What to print, and the exit code.
#[derive(Debug, Default)]
pub struct Answer {
    /// One of the codes above.
    pub exit: u8,
    /// For the standard output.
    pub out: String,
    /// For the standard error.
    pub err: String,
}

/// Makes the output folder say what the schemas say.
pub fn generate(target: &Target, color: Color) -> Answer {
    let attempt = || {
        let build = build(target)?;
        let comparison = build.check()?;
        let mut out = describe_reading(&build, &comparison);
        let features = comparison.runtime_features.clone();
        let generation = comparison.write()?;
        out.push_str(&describe_changes(build.out_path(), &generation.changes));
        if let Some(line) = runtime_dependency(build.out_path(), &features) {
            out.push_str(&format!(
                "the generated source needs this line under [dependencies] in Cargo.toml:\n    {line}\n"
            ));
        }
        Ok(Answer {
            exit: GOOD,
            out,
            err: render(&generation.warnings, color.err),
        })
    };
    attempt().unwrap_or_else(|failure: Failure| {
        let mut answer = failure.answer(color);
        answer.err.push_str("nothing was written\n");
        answer
    })
}

/// Tells whether [`generate`] would change anything.
pub fn check(target: &Target, color: Color) -> Answer {
    let attempt = || {
        let build = build(target)?;
        let comparison = build.check()?;
        let warnings = render(&comparison.warnings, color.err);
        if comparison.changes().is_empty() {
            let mut out = describe_reading(&build, &comparison);
            out.push_str(&format!("{} is up to date\n", shown(build.out_path())));
            return Ok(Answer {
                exit: GOOD,
                out,
                err: warnings,
            });
        }
        let changes = comparison.changes();
        let count = changes.created.len() + changes.updated.len() + changes.removed.len();
        let err = format!(
            "{warnings}{} does not say what {} says: {} would change; to mend it, run\n    {}\n",
            shown(build.out_path()),
            shown(build.schema_path()),
            counted(count, "file"),
            mending_command(target),
        );
        let diff = comparison.diff();
        let out = if color.out { colored_diff(&diff) } else { diff };
        Ok(Answer {
            exit: DIFFERENT,
            out,
            err,
        })
    };
    attempt().unwrap_or_else(|failure: Failure| failure.answer(color))
}

/// Why a command comes to no answer of its own.
pub enum Failure {
    /// By something in the schemas, the configuration or the output folder.
    Build(BuildError),
    /// In words.
    Usage(String),
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        Failure::Build(error)
    }
}

impl Failure {
    fn answer(self, color: Color) -> Answer {
        let err = match self {
            Failure::Build(error) => render(error.diagnostics(), color.err),
            Failure::Usage(message) => format!("error: {message}\n"),
        };
        Answer {
            exit: FAILED,
            out: String::new(),
            err,
        }
    }
}

/// The build that the command line asks for.
pub fn build(target: &Target) -> Result<Build, Failure> {
    if let (Some(schema), Some(out)) = (&target.schema, &target.out) {
        let format = target.format.unwrap_or(Format::Assert);
        let content = target.content.unwrap_or(Content::Annotate);
        let build = Build::new()
            .schema(schema)
            .out(out)
            .format(format.into())
            .content(content.into());
        let resources = target.beside.resources.iter();
        return Ok(resources
            .fold(build, |build, resource| {
                build.resource(&resource.uri, &resource.file)
            })
            .dialect(target.beside.dialect()));
    }
    match config_path(target)? {
        Some(config) => Ok(Build::from_config(config)?),
        None => Err(Failure::Usage(format!(
            "there is no {CONFIG_FILE} in this folder or above it\n\
             help: name the schemas and the output folder with --schema and --out, or write a {CONFIG_FILE} \
             (see typewright generate --help)"
        ))),
    }
}

/// The configuration file that counts, if any does: the one that is named, or else the nearest.
pub fn config_path(target: &Target) -> Result<Option<PathBuf>, Failure> {
    if target.schema.is_some() || target.config.is_some() {
        return Ok(target.config.clone());
    }
    Config::find(Path::new(""))
        .map_err(|error| Failure::Usage(format!("the current folder cannot be told: {error}")))
}

fn describe_reading(build: &Build, comparison: &Comparison) -> String {
    format!(
        "read {} from {}\n",
        counted(comparison.inputs.len(), "schema"),
        shown(build.schema_path())
    )
}

/// The command that makes good what `check` finds, as it has to be typed here.
fn mending_command(target: &Target) -> String {
    // Cargo says so when it runs us from our own workspace.
    let by_cargo = env::var_os("CARGO_PKG_NAME").is_some_and(|name| name == env!("CARGO_PKG_NAME"));
    let mut command = String::from(if by_cargo {
        "cargo run --bin typewright -- generate"
    } else {
        "typewright generate"
    });
    let paths = [
        ("--config", &target.config),
        ("--schema", &target.schema),
        ("--out", &target.out),
    ];
    for (option, path) in paths {
        if let Some(path) = path {
            command.push_str(&format!(
                " {option} {}",
                shell_word(&path.to_string_lossy())
            ));
        }
    }
    for resource in &target.beside.resources {
        let resource = format!("{}={}", resource.uri, resource.file.to_string_lossy());
        command.push_str(&format!(" --resource {}", shell_word(&resource)));
    }
    if let Some(dialect) = target.beside.dialect {
        command.push_str(&format!(" --dialect {}", dialect.name()));
    }
    match target.format {
        Some(Format::Assert) => command.push_str(" --format assert"),
        Some(Format::Annotate) => command.push_str(" --format annotate"),
        None => {}
    }
    match target.content {
        Some(Content::Assert) => command.push_str(" --content assert"),
        Some(Content::Annotate) => command.push_str(" --content annotate"),
        None => {}
    }
    command
}
