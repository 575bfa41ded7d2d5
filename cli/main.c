/* main.c - the program llz: the command that was asked for. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/options/command.h"
#include "cli/options/environment.h"
#include "cli/options/misplaced_word.h"
#include "cli/signals.h"

/* A caller may have closed descriptors 0 to 2; the first files opened must not land there. The holes are
 * filled so that using them fails: 0 cannot be read, 1 and 2 cannot be written. */
static void fill_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1)
            (void)open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

static int is_called(const char *program, const char *name)
{
    const char *slash = strrchr(program, '/');

    return strcmp(slash ? slash + 1 : program, name) == 0;
}

/* All but what has to come first and last: descriptors, signals, closing stdout. */
static enum status run(int argc, char **argv)
{
    const struct command *command;

    if (argc > 0 && is_called(argv[0], "llzcat")) /* every word is a name then */
        return llzcat_run(argc, argv);
    command = slip_command(&argc, &argv);
    if (!command)
        return STATUS_ERROR;
    if (!command->manual->confines) {
        signals_watch();
        if (environment_check() != 0)
            return STATUS_ERROR;
    }
    return command->run(argc, argv);
}

int main(int argc, char **argv)
{
    enum status status;

    fill_descriptors();
    signals_init();
    status = run(argc, argv);
    signals_reraise();
    /* Some file systems tell only now that the disk is full. */
    if (close(STDOUT_FILENO) != 0)
        status = report_errno("(stdout)", errno);
    return (int)status;
}
