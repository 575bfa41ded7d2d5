/* help_topics.c - the texts of --help TOPIC, which are sections of the man pages too. */
#include "cli/options/command.h"

/* Figures in these texts repeat constants that stand elsewhere; the comment before each topic names
 * them. Lines that begin with four blanks are examples and stay as they are in every output format
 * (struct topic). */
const struct topic topics_llz[] = {
    /* .llz-XXXXXX: cli/output/temporary.c. 4096: BLOCK in cli/files/sparse.c, for holes that are
     * written, and LLZ_ZEROS_LEAST, for rows that are not coded. A second: PATIENCE_MILLISECONDS in
     * cli/signals.c. */
    { "files", "FILES",
      "FILE becomes FILE.llz, and FILE.llz becomes FILE; -o and -c name another place. An output appears "
      "under its name only when it is complete and on disk; until then it is a file .llz-XXXXXX beside it. "
      "It gets the times and rights of its source, its access control list too; where that cannot be set, "
      "nobody gets more than the source gave. An existing file is replaced with -f only, and never when it "
      "is one of the inputs. Anything that is not a regular file (a pipe, a device, /dev/stdout, /dev/fd/3) "
      "is written into; a block device with -f only. Nothing is written through a link: it is in the way, or "
      "replaced with -f. If a run was killed, the next one names what it left beside the output in a line, "
      "and leaves it there.\n\n"
      "The source stays, unless --rm is given. One that changed while it was read, or whose name means "
      "another file by then, gets a line and exit status 2, and stays even then. Several inputs are treated "
      "one after another; when one of them fails the others go on, and the exit status is 1. SIGINT, "
      "SIGTERM, SIGHUP and whatever else ends a program end it within a second, after it has removed what is "
      "not complete.\n\n"
      "Blocks of 4096 zeros become holes in a decompressed file, where the file system has holes; "
      "--no-sparse writes them. Standard output gets no holes. Runs of 4096 zeros or more, holes or not, "
      "take no time and a few bytes, however long they are.\n\n"
      "--files0-from=FILE reads the names of inputs from FILE, or from standard input, a NUL after each, as "
      "find -print0 writes them; there are no operands then. Each is an operand of its own. With -o they "
      "become one archive instead, also where it is a single name, and entries keep their paths as in a tar: "
      "without . and / in front, links as links, a folder with all that is in it, and what is named twice "
      "once. A name that is empty, or has .. in it, is an error, and so is a list without names.\n\n"
      "    find . -name '*.c' -print0 | llz -o sources.llz --files0-from=-\n\n"
      "Archives may be concatenated: together they hold what their contents make in a row; those of folders "
      "may not." },
    /* What slip_command() and slip_check() do; \ooo is the form of cli/terminal/printable.c. */
    { "names", "NAMES AND COMMANDS",
      "A command (`llz --help` names them) counts as one only as the first word. Where a file has that name "
      "too, llz does nothing and asks which of the two is meant: ./compare is the file, --command=compare "
      "the command. A first name that is not a file but nearly a command, or what other programs call one "
      "(add, extract, list, test, x and the like), is an error too where others follow it; after -- every "
      "word is a name.\n\n"
      "Long options may be cut short, as long as only one begins that way.\n\n"
      "Messages and tables show control characters, marks of direction and bytes that are not UTF-8 in names "
      "as \\ooo, in every locale." },
    /* 1 MiB and 16384: LLZ_INDEX_FREE and LLZ_INDEX_RATIO. Bytes for each entry and owner:
     * cli/tree/index/catalog.c. */
    { "folders", "FOLDERS",
      "`llz FOLDER` makes FOLDER.llz, which holds all of it; `llz -o a.llz FILE FOLDER` makes one archive of "
      "several names. It has an index (paths, rights, owners, times, links, extended attributes, access "
      "control lists) and after it the contents, what is alike side by side: files of one kind by their names, or, "
      "where that seems to save more, files that share bytes and strings. For that a sample of each is read "
      "beforehand, and where there are 2 MiB, and 96 KiB for each file, one byte in 24 is compressed in both orders "
      "at level 1; --no-reorder leaves it out. "
      "Lists and tars have the order of the folder. -l decodes the index alone. "
      "Sockets are left out, and so is, with a line and exit status 2, what cannot be read. A file that "
      "changes or vanishes while it is packed gets such a line too, and the archive notes it: -d, -t, verify "
      "and -l, which marks such entries with `!`, say so, with exit status 2. --rm removes no folders, and "
      "no archive that was not restored in full, as after --only, or that notes such changes.\n\n"
      "`llz -d FOLDER.llz` makes a new folder FOLDER, as -o FOLDER does; it gets its name when it is "
      "complete. -C DIR restores into DIR, from a folder .llz-XXXXXX in it, where files lie until they are "
      "on disk; then many get their names at a time. -c, and standard input without -o or -C, write a tar, "
      "which needs as much room for a temporary file ($TMPDIR) as the files have bytes; so does --repack. A "
      "tar ends where its folder does, so -c takes no other input beside one that holds a folder. --repack "
      "reads tars that follow each other as one.\n\n"
      "-r skips symbolic links, with a line for each that is named (LINK/ means the folder) and one line for "
      "all below a folder, and whatever else is not a regular file, with a line for each; the exit status is "
      "2 then. Without -r what a link leads to is taken where it is named.\n\n"
      "Entries that would leave the folder, or pass through a link, or are there already (unless -f says to "
      "replace them), devices and FIFOs are refused: a line for each, exit status 2. Setuid and setgid are "
      "dropped. --special allows these, where owner and group come back too, and devices and FIFOs. Symbolic "
      "links are restored as they are, last of all, and nothing is written through one.\n\n"
      "--only=GLOB asks for entries whose whole path matches, as -l shows it, and for all below them. "
      "--exclude=GLOB leaves entries out, and all below them: GLOB may match the whole path or what stands "
      "after any slash in it, so that `--exclude=.git` and `--exclude='*.o'` mean these names in every "
      "folder, as with GNU tar. While packing, paths are those that the entries get, so that operands, too, "
      "can be left out; with -r they are names of files as they are found. In both, stars and question marks "
      "match slashes and dots, and slashes at the end do not count. What both mean is left out. A pattern of "
      "--only that nothing matches is an error, one of --exclude is not. Of an archive that was made with "
      "--split, groups in which nothing wanted is are passed over with -d: that saves their time, and what is "
      "damaged in their content is not noticed; -t and verify decode all.\n\n"
      "`llz verify FOLDER.llz` checks all hashes; there is no single original to compare it with.\n\n"
      "--max-output counts the index, also with -l, and all files, also those that --only leaves out, and "
      "with -c the tar too; an archive that says that it holds more is refused before anything is restored. "
      "Without it an index of more than 1 MiB and more than 16384 times its bytes in the archive is refused: "
      "no real one shrinks that far. --memlimit holds for each model, also of the index that -l decodes, and "
      "what is kept of the index: its bytes, in up to a quarter more of room, 4 bytes for each owner, and for "
      "each entry 38 with -d, 2 with -l and -t. Blocks of zeros become holes in restored files; in an archive "
      "holes are zeros. --repack limits what it writes, not its temporary file.\n\n"
      "    llz -d -C DIR --only='FOLDER/*.txt' FOLDER.llz\n"
      "    llz --repack archive.zip\n"
      "    tar -I llz -cf FOLDER.tar.llz FOLDER" },
    { "memory", "MEMORY",
      "What a model may come to take depends on the level (and on parts that are left out); what it does take "
      "grows with the input, and a short one takes little. --memlimit, -b and the state that -v tells count the "
      "most, for which room in the address space is kept from the start; peak RSS in -v is what was used. A "
      "decoder takes as much as the encoder did. --verify needs it twice, --split as often as groups run at "
      "a time, and so do several files of up to 64 KiB, one for each thread, 16 at most: with -T1, with --memlimit, and "
      "where the system limits the process (ulimit -v), it is one after another.\n\n"
      "--memlimit=SIZE refuses an input whose model would not fit, and says how much it needs. Nothing has "
      "been allocated then, and no level is changed. SIZE is a number of bytes, or of KiB, MiB or GiB (also "
      "written K, M, G). The stacks of threads and the program itself, a few megabytes, come on top.\n\n"
      "--memory=SIZE, in whole MiB, is the most that the model may take instead of what its level does as usual. "
      "Its tables grow with what is put into them; where they have reached their limit, what is new takes the "
      "place of what is old. So a limit that is never reached changes nothing but a few bytes of the header, more "
      "makes much data smaller, and less makes a level fit. What the prior of -D keeps comes on top. The archive "
      "names SIZE, and decompressing takes as much as compressing did: where that is more than usual, -d, -t and -l "
      "refuse it and say how much it is, unless --memlimit=SIZE allows it, or --memory=SIZE, which is the same "
      "there.\n\n"
      "    llz --memory=8GiB FILE\n"
      "    llz -d --memory=8GiB FILE.llz\n\n"
      "--max-output=SIZE guards against archives that hold more than was expected: decoding stops before "
      "anything beyond SIZE is decoded, and no file appears. It counts each input by itself." },
    /* Users rely on this: whatever cli/sandbox/ lets through is said here, and cli_sandbox tries the
     * rest. */
    { "sandbox", "CONFINEMENT",
      "An archive may come from anybody. Before -d, -t, -l, --recover, --repack and `llz verify` look at the "
      "first one, llz gives up what decoding does not need. From then on it can read the inputs and the folders of "
      "priors, write below -C, the output's folder and $TMPDIR, and with --rm remove names in the "
      "folders of the sources; it can start no programs and reach neither the network nor other processes. "
      "-t, -l and -dc of one stream keep nothing but the open input and output, and folders of priors where "
      "there are any. The kernel does that, by "
      "Landlock and a filter of system calls, as far as it has them; -v tells. --no-sandbox leaves it out. "
      "Instrumented builds, valgrind and emulators go without." },
    /* That SIGINT means something else after the first pass: on_pass() in cli/jobs/search_job.c. */
    { "search", "SEARCHING",
      "--search=N runs the encoder N times over an input, each time learning in another way, and keeps the "
      "smallest archive, which says how it was made; decompressing takes no longer than usual. The first "
      "pass learns as usual, so the result is never larger. -v tells of every pass.\n\n"
      "The input, which is a file or a stream but not a folder, stays in memory. With -T2 two passes run "
      "side by side and need twice the memory; where --memlimit does not allow that, they run one after the "
      "other, and the archive is the same. --max-output counts the smallest archive.\n\n"
      "SIGINT after the first pass ends the search of this input: the best archive so far is written, and "
      "the program goes on." },
    /* Eight digits are the 32 bits by which an archive names its prior; sixteen are all of
     * llz_prior_id(). */
    { "priors", "PRIORS",
      "A prior is a file that says what texts of a kind are like. `llz train` makes it of samples, and -D "
      "starts from it, which helps most where files are short and alike:\n\n"
      "    llz train -o man.llzp --size=1M -r /usr/share/man\n"
      "    llz train -o man.llzp --size=1M --select=like-mine -r everything\n"
      "    llz -D man.llzp FILE...\n"
      "    llz -d -D man.llzp FILE.llz\n\n"
      "An archive names its prior by the end of a hash of it; without the same prior it cannot be read. A "
      "NAME of -D that is not a file here, and what an archive names, are looked for in the folders of "
      "LLZ_PRIOR_PATH (colons between them), as NAME or NAME.llzp, and then in that of the package llz-priors. "
      "-lv tells the last 8 digits of the hash, `llz train` all 16. Every level and policy can start from any "
      "prior; it serves text, and data of other kinds pass it by.\n\n"
      "-D auto chooses for each input, by its first 4 KB, or for a folder, by the beginnings of four files. It "
      "knows the priors in those folders that have a scout, NAME.scout beside NAME.llzp, which is a small prior of "
      "samples of the same kind. The two scouts that have most in common with those bytes are tried on them, and so "
      "is none; the prior of the one that saves most is taken, or none if none saves a fiftieth; -v tells which:\n\n"
      "    llz train -o man.scout --size=64K MANUAL...\n\n"
      "The archive then depends on which priors are there, and its receiver needs the one that was taken. A file "
      "named auto is ./auto." },
    /* 1MiB is the length of a frame (codec/FORMAT.md, "Frame"): nothing shorter has a check of its own. */
    { "split", "GROUPS AND DAMAGE",
      "--split=SIZE makes groups of SIZE bytes, in each of which learning begins anew. With -T N, N of them "
      "are compressed at a time, and decompressed, each on one core; so many models and groups are in "
      "memory. Where --memlimit does not allow N, fewer run at a time. The archive depends on SIZE alone. It "
      "is larger the smaller SIZE is. Content that is no longer than SIZE becomes the same archive as "
      "without this option. Of a folder, the files' contents are split as one sequence, and its index is "
      "not. A group that is missing, or comes from another archive, is noticed, wherever it was.\n\n"
      "    llz --split=16MiB -T0 FILE\n\n"
      "--recover, with -d or without, finds all undamaged headers in a damaged archive and restores what "
      "follows each of them, up to the first damage: nothing comes out whose hash is not right. Of an "
      "archive without groups that is what precedes the damage, in whole frames (1MiB); with --split all "
      "other groups follow, at their places, with zeros in between. A line names each range that is lost, "
      "both ends included, counted from 0, or says from where on it is not known how much is lost. The exit "
      "status is then 2, or 1 if nothing could be saved, and no file is made. What was inserted between "
      "groups costs nothing; bytes before an archive or after it might have been one. Of two groups that "
      "meet and are both whole, but of which the second was not made after the first, neither is saved, and "
      "a line says so. Groups are decompressed one after another, and a pipe is copied to a temporary file "
      "($TMPDIR) first. Where an archive without groups is damaged and bytes are missing, an archive that "
      "was compressed in it may be taken for what follows.\n\n"
      "Of a folder, every file that is whole is restored, and a line names each that is not; without an "
      "undamaged index nothing is restored. No tar is made.\n\n"
      "    llz --recover -o FILE damaged.llz" },
    /* Units of 1000 bytes, as cli/terminal/units.c has them everywhere. */
    { "bench", "BENCHMARK",
      "-b reads each FILE into memory, compresses and decompresses it there at every level asked for, "
      "compares, and prints a line for each level:\n\n"
      "    llz -b1-3 FILE\n\n"
      "Without LEVELS, it is the level that -0 to -9 say. Speeds are of content, in KB (1000 bytes) a "
      "second, from one run; memory is that of the model and its buffers. -v adds the settings that were "
      "used. `llz compare` compares ways of learning." },
    /* Programs read by this list: a member that list_json() or show_json() writes has to stand in it. */
    { "json", "LISTS FOR PROGRAMS",
      "-l --json writes lines, each of which is a JSON object of its own, in ASCII: one for each archive, "
      "with type archive, and after it one for each entry that it holds, with type entry. --only and "
      "--exclude choose among entries. Exit statuses and messages on standard error are those of -l; of an "
      "archive that cannot be listed there is no line. Numbers are JSON numbers, up to 2^64 - 1; hashes and "
      "ids are hexadecimal digits in a string. What an archive or entry does not have is left out. Further "
      "members may come with later versions.\n\n"
      "An archive has name, content (stream or folder), compressed, uncompressed, members, frames; level "
      "(that stands for its model), policy, parameters (of the policy), optimizer, seed, memory (bytes, of --memory), model (a number), model_name, identity, "
      "model_here (whether this program can decode it), prior, parts (commas between them) of its last member, "
      "and xxh3, the hash of that.\n\n"
      "An entry has path, kind (file, folder, symlink, hardlink, fifo, character, block), target (of links), "
      "size, mode (a number: 420 is rw-r--r--), uid, gid, user, group, mtime and mtime_nanoseconds (since "
      "1970), and notes, with commas between them, of what happened while it was packed: changed, grew, cut, "
      "vanished, bare (some of its owner and attributes are missing), left_out (something in this folder "
      "is).\n\n"
      "In a text that is no UTF-8, U+FFFD stands for each byte that is none, and a member with _bytes after "
      "its name has all bytes as hexadecimal digits: path_bytes, name_bytes, target_bytes.\n\n"
      "    llz -l --json a.llz | jq -r 'select(.kind == \"file\") | .path'" },
    /* Rows with USE_SETTING in command.c, in words. */
    { "environment", "ENVIRONMENT",
      "LLZ_OPT holds options, with blanks between them, that are used before those of the command line, "
      "which override values; flags add up:\n\n"
      "    LLZ_OPT='-7 --memlimit=4GiB' llz FILE\n\n"
      "Only settings may stand there: how, limits and messages, --keep, --verify, --no-sparse, --no-reorder; "
      "none that says what to do, names an output, overwrites or removes. Of the commands only `llz verify` "
      "looks at it, and llzcat does.\n\n"
      "LLZ_KERNEL names the arithmetic kernel: avx512, avx2, neon or portable. They differ only in speed; "
      "naming one that this machine cannot run is an error. LLZ_PRIOR_PATH names folders of priors, before that of the package llz-priors (llz "
      "--help priors), TMPDIR the folder of temporary files." },
    /* The values of enum status, and the signals in cli/signals.c. */
    { "exit", "EXIT STATUS",
      "0 when all is well, 1 after an error, 2 after a warning (something was skipped, changed while it was "
      "read, or is lost). After a signal that ends a program (SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, "
      "SIGALRM, SIGUSR1 and the like) it dies of that signal." },
    { "examples", "EXAMPLES",
      "FILE.llz appears beside FILE, which stays; and back, where there is no FILE (or with -f):\n\n"
      "    llz FILE\n"
      "    llz -d FILE.llz\n\n"
      "Smaller and slower, with proof before the source goes:\n\n"
      "    llz -9 --verify --rm FILE\n\n"
      "A folder, as its own archive or by way of tar:\n\n"
      "    llz FOLDER\n"
      "    llz -d FOLDER.llz\n"
      "    tar c FOLDER | llz >FOLDER.tar.llz\n"
      "    llz -d <FOLDER.tar.llz | tar x\n\n"
      "An archive from elsewhere, with limits:\n\n"
      "    llz -d --memlimit=2GiB --max-output=100MiB FILE.llz" },
    { NULL, NULL, NULL },
};

const char *topic_name(int i)
{
    /* Without the row of NULLs at the end. Names of commands follow, for help_topic() takes them too. */
    const int n = (int)(sizeof topics_llz / sizeof topics_llz[0]) - 1;

    return i < n ? topics_llz[i].name : command_name(i - n);
}
