// SPDX-License-Identifier: Apache-2.0

/** Every command that is answered: a new one is one file beside this and one line here. @module */
import { arch } from "./arch.ts";
import { awk, gawk, mawk, nawk } from "./awk.ts";
import { basename } from "./basename.ts";
import { cat } from "./cat.ts";
import { cut } from "./cut.ts";
import { date } from "./date.ts";
import { dirname } from "./dirname.ts";
import { echo } from "./echo.ts";
import { env } from "./env.ts";
import { expr } from "./expr.ts";
import { falseCommand } from "./false.ts";
import { find } from "./find.ts";
import { egrep, fgrep } from "./egrep.ts";
import { getconf } from "./getconf.ts";
import { getent } from "./getent.ts";
import { grep } from "./grep.ts";
import { groups } from "./groups.ts";
import { head } from "./head.ts";
import { hostname } from "./hostname.ts";
import { id } from "./id.ts";
import { ldconfig } from "./ldconfig.ts";
import { ldd } from "./ldd.ts";
import { locale } from "./locale_command.ts";
import { logname } from "./logname.ts";
import { ls } from "./ls.ts";
import { lscpu } from "./lscpu.ts";
import { nl } from "./nl.ts";
import { nproc } from "./nproc.ts";
import { paste } from "./paste.ts";
import { printenv } from "./printenv.ts";
import { printf } from "./printf.ts";
import { pwd } from "./pwd.ts";
import { readlink } from "./readlink.ts";
import { realpath } from "./realpath.ts";
import { rev } from "./rev.ts";
import { sed } from "./sed.ts";
import { seq } from "./seq.ts";
import { sleep } from "./sleep.ts";
import { sort } from "./sort.ts";
import { stat } from "./stat.ts";
import { tac } from "./tac.ts";
import { tail } from "./tail.ts";
import { tee } from "./tee.ts";
import { bracket, test } from "./test_command.ts";
import { tput } from "./tput.ts";
import { tr } from "./tr.ts";
import { trueCommand } from "./true.ts";
import { tty } from "./tty.ts";
import type { LookupEntry } from "./types.ts";
import { uname } from "./uname.ts";
import { uniq } from "./uniq.ts";
import { uptime } from "./uptime.ts";
import { wc } from "./wc.ts";
import { which } from "./which.ts";
import { whoami } from "./whoami.ts";
import { xargs } from "./xargs.ts";

/** Commands by name. */
export const lookups: ReadonlyMap<string, LookupEntry> = new Map(
  [
    arch,
    awk,
    basename,
    bracket,
    cat,
    cut,
    date,
    dirname,
    echo,
    egrep,
    env,
    expr,
    falseCommand,
    find,
    gawk,
    fgrep,
    getconf,
    getent,
    grep,
    groups,
    head,
    hostname,
    id,
    ldconfig,
    ldd,
    locale,
    logname,
    ls,
    lscpu,
    mawk,
    nawk,
    nl,
    nproc,
    paste,
    printenv,
    printf,
    pwd,
    readlink,
    realpath,
    rev,
    sed,
    seq,
    sleep,
    sort,
    stat,
    tac,
    tail,
    tee,
    test,
    tput,
    tr,
    trueCommand,
    tty,
    uname,
    uniq,
    uptime,
    wc,
    which,
    whoami,
    xargs,
  ].map((entry) => [entry.name, entry]),
);
