//! The child process: it opens its outputs, shuts itself in, and only then reads the upload from its standard input.
//! It speaks JSON lines on its standard output. It knows neither the database nor any configuration.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    os::fd::AsFd,
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use belvedere_domain::placement::Placement;

use super::{
    finding::{Finding, Findings},
    frame::{Axis, Said},
    join, layering,
    light::{self, Sun},
    limits::Bounds,
    lod,
    outcome::{COLLISION_FILE, Converted, Counts, Line, Outcome, PLAN_FILE, Stage, THUMB_FILES, VISUAL_FILE},
    read, sandbox, textures, write,
};

/// The hidden subcommand that runs the worker.
pub const WORKER_COMMAND: &str = "convert-worker";

/// What the parent tells the worker.
#[derive(Clone, Debug, clap::Args)]
pub struct WorkerArgs {
    /// Where the files go.
    #[arg(long)]
    pub out_dir: PathBuf,
    /// The most address space (bytes).
    #[arg(long)]
    pub memory_bytes: u64,
    /// The most processor time (s).
    #[arg(long)]
    pub processor_s: u64,
    /// Metres in one unit of the source; looked for where it is not said.
    #[arg(long)]
    pub scale: Option<f64>,
    /// Which axis of the source points up; looked for where it is not said.
    #[arg(long)]
    pub up_axis: Option<Axis>,
    /// Where the scene lies, as JSON.
    #[arg(long, value_parser = placement)]
    pub placement: Option<Placement>,
    /// Where the sun stands, clockwise from north (degrees).
    #[arg(long)]
    pub sun_azimuth_deg: f64,
    /// How high it stands (degrees).
    #[arg(long)]
    pub sun_elevation_deg: f64,
}

fn placement(json: &str) -> Result<Placement, serde_json::Error> {
    serde_json::from_str(json)
}

/// The files that the worker writes, opened before anything is read.
struct Outputs {
    visual: File,
    collision: File,
    plan: File,
    thumbs: Vec<File>,
}

impl Outputs {
    /// How long they are together. Nothing may be asked of files in here, but where they end.
    fn bytes(&mut self) -> io::Result<u64> {
        [&mut self.visual, &mut self.collision, &mut self.plan]
            .into_iter()
            .map(|file| file.seek(SeekFrom::End(0)))
            .sum()
    }
}

/// Runs the worker. To be called before any thread or runtime is started.
pub fn worker_main(args: &WorkerArgs) -> ExitCode {
    exit_code(run(args))
}

/// How a child ends: what went wrong is said where its parent hears it.
pub(super) fn exit_code(ended: io::Result<()>) -> ExitCode {
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &WorkerArgs) -> io::Result<()> {
    let create = |name| File::create(args.out_dir.join(name));
    let mut outputs = Outputs {
        visual: create(VISUAL_FILE)?,
        collision: create(COLLISION_FILE)?,
        plan: create(PLAN_FILE)?,
        thumbs: THUMB_FILES.into_iter().map(create).collect::<io::Result<_>>()?,
    };
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
    let mut input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let input_bytes = input.metadata()?.len();
    // The parent keeps the time on the clock.
    let processor = Duration::from_secs(args.processor_s);
    let bounds = Bounds { memory_bytes: args.memory_bytes, processor, wall: Duration::MAX };
    say(&Line::Contained(sandbox::enter(bounds)?))?;
    let outcome = convert(args, &mut input, input_bytes, threads, &mut outputs)?;
    say(&Line::Outcome(outcome))
}

/// The same for `bytes`, with neither fences nor outputs: see `fuzzing`.
pub(super) fn convert_unfenced(mut bytes: &[u8]) -> io::Result<Outcome> {
    let nowhere = || File::create("/dev/null");
    let thumbs = THUMB_FILES.iter().map(|_| nowhere()).collect::<io::Result<_>>()?;
    let mut outputs = Outputs { visual: nowhere()?, collision: nowhere()?, plan: nowhere()?, thumbs };
    let Sun { azimuth_deg: sun_azimuth_deg, elevation_deg: sun_elevation_deg } = Sun::default();
    let args = WorkerArgs {
        out_dir: PathBuf::new(),
        memory_bytes: 0,
        processor_s: 0,
        scale: None,
        up_axis: None,
        placement: None,
        sun_azimuth_deg,
        sun_elevation_deg,
    };
    let input_bytes = bytes.len() as u64;
    convert(&args, &mut bytes, input_bytes, 1, &mut outputs)
}

fn convert(
    args: &WorkerArgs,
    input: &mut impl Read,
    input_bytes: u64,
    threads: usize,
    outputs: &mut Outputs,
) -> io::Result<Outcome> {
    tell(0, Stage::Reading)?;
    let mut findings = Findings::default();
    if let Err(finding) = read::package::check_size(input_bytes) {
        return Ok(Outcome::Refused(vec![finding]));
    }
    // Reserved at once: a buffer that grows by doubling would take the memory twice.
    let mut bytes = Vec::with_capacity(input_bytes as usize + 64);
    input.take(input_bytes).read_to_end(&mut bytes)?;
    let said = Said { scale: args.scale, up_axis: args.up_axis, placement: args.placement.clone() };
    let mut scene = match read::scene(bytes, &said, &mut findings) {
        Ok(scene) => scene,
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    tell(15, Stage::Joining)?;
    write::collision(&scene, &mut outputs.collision)?;
    let (min, max) = scene.bounds();
    layering::settle(&mut scene, join::CHUNKS_WANTED, &mut findings);
    let objects = layering::objects(&scene);
    let mut chunks = join::join(&scene);
    tell_dropped(scene.triangles(), &chunks, &mut findings);
    if chunks.is_empty() {
        return Ok(Outcome::Refused(vec![Finding::error("no-geometry")]));
    }
    // From here on the chunks hold the geometry; a large model does not fit twice.
    scene.parts = Vec::new();
    textures::compress(&mut scene, &chunks, threads, &mut findings)?;
    tell(25, Stage::Lighting)?;
    let sun = Sun { azimuth_deg: args.sun_azimuth_deg, elevation_deg: args.sun_elevation_deg };
    let mut failed = None;
    light::bake(&mut chunks, &scene.materials, sun, threads, |share| {
        failed = tell(25 + (60.0 * share) as u8, Stage::Lighting).err()
    });
    failed.map_or(Ok(()), Err)?;
    tell(85, Stage::Simplifying)?;
    lod::simplify(&mut chunks, threads);
    tell(90, Stage::Writing)?;
    let plan = write::plan::write(&scene, &chunks, sun, &mut outputs.plan)?;
    tell(93, Stage::Writing)?;
    for (from_deg, out) in write::oblique::FROM_DEG.into_iter().zip(&mut outputs.thumbs) {
        write::oblique::write(&scene, &chunks, (sun, from_deg), &plan, out)?;
    }
    tell(95, Stage::Writing)?;
    let (counts, layers) = write::visual(&scene, &chunks, &objects, &mut outputs.visual)?;
    Ok(Outcome::Accepted(Box::new(Converted {
        findings: findings.into_sorted(),
        counts: Counts { bytes: outputs.bytes()?, ..counts },
        source: Counts { bytes: input_bytes, ..scene.source },
        layers,
        bounds_min_m: min.as_dvec3().to_array(),
        bounds_max_m: max.as_dvec3().to_array(),
        offset_m: scene.offset_m,
        read_as: scene.read_as,
        plan,
    })))
}

/// Says how many triangles were left out on the way to the chunks.
fn tell_dropped(read: usize, chunks: &[join::Chunk], findings: &mut Findings) {
    let dropped = read - chunks.iter().map(|chunk| chunk.triangles.len()).sum::<usize>();
    if dropped > 0 {
        findings.add(Finding::info("triangles-dropped").with("count", dropped));
    }
}

fn tell(percent: u8, stage: Stage) -> io::Result<()> {
    say(&Line::Progress { percent, stage })
}

fn say(line: &Line) -> io::Result<()> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    io::stdout().lock().write_all(&text)
}
