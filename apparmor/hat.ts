// SPDX-License-Identifier: Apache-2.0

/** Hats: parts of a profile that a process enters and leaves. @module */
import { AppArmorError } from "./error.ts";
import { validateProfileName } from "./profile_name.ts";
import { type Change, change, type ChangeOptions } from "./switch.ts";

/** A hat that the process wears. */
export interface Hat extends Change {
  /** Takes the process back to the profile, every thread; once only. */
  leave(): Change;
  /** Leaves, unless that has been done: `using hat = changeHat("upload");`. */
  [Symbol.dispose](): void;
}

/**
 * Puts a hat on the process, every thread of it, as aa_change_hat(3) puts it on the calling thread.
 * The token that leads back is made by the kernel's random source and stays in here: the kernel
 * kills whoever comes with a wrong one.
 *
 * A hat is no boundary inside the process: all requests of a server wear the same one, and code that
 * can read memory finds the token. It narrows what an accident may touch.
 *
 * Requires what {@linkcode changeProfile} requires, in the profile and in the hat, but for the
 * `change_profile` rule; under no_new_privs it is EPERM.
 *
 * @param hat of the profile that confines the process
 * @throws {AppArmorError} ECHILD where the profile has no hats, ENOENT where it lacks this one
 *
 * @example
 * ```ts ignore
 * import { changeHat } from "@aa/monkeys";
 *
 * using hat = changeHat("upload");
 * console.log(hat.label); // server//upload
 * ```
 */
export function changeHat(hat: string, options?: ChangeOptions): Hat;
/**
 * Runs a function with a hat on, and leaves the hat when what it returned has settled.
 *
 * @returns what the function returned
 *
 * @example
 * ```ts ignore
 * import { changeHat } from "@aa/monkeys";
 *
 * await changeHat("upload", () => receive(request));
 * ```
 */
export function changeHat<T>(
  hat: string,
  run: () => T | Promise<T>,
  options?: ChangeOptions,
): Promise<T>;
export function changeHat<T>(
  hat: string,
  second?: ChangeOptions | (() => T | Promise<T>),
  third?: ChangeOptions,
): Hat | Promise<T> {
  return typeof second === "function" ? runWith(enter(hat, third), second) : enter(hat, second);
}

function enter(hat: string, options: ChangeOptions = {}): Hat {
  validateProfileName(hat);
  if (hat.includes("//") || hat.includes("^")) {
    throw new TypeError(
      `Cannot use hat name ${JSON.stringify(hat)}: the profile is not part of it`,
    );
  }
  const token = makeToken();
  const command = { operation: "changeHat", profile: hat };
  const entered = change({ ...command, text: `changehat ${token}^${hat}` }, options);
  let isOn = true;
  const leave = (): Change => {
    if (!isOn) {
      const message = `Cannot leave hat "${hat}": it has been left`;
      throw new AppArmorError(message, { ...command, code: "ERR_LEFT" });
    }
    const left = change({ ...command, text: `changehat ${token}^` }, {
      ...options,
      // where it came from, whatever mode that is in
      allowComplain: true,
    });
    isOn = false;
    return left;
  };
  return {
    ...entered,
    leave,
    [Symbol.dispose]: () => {
      if (isOn) leave();
    },
  };
}

async function runWith<T>(hat: Hat, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } finally {
    hat.leave();
  }
}

/** 16 hexadecimal digits, as libapparmor writes them; never 0, with which there is no way back. */
function makeToken(): string {
  for (;;) {
    const [token = 0n] = crypto.getRandomValues(new BigUint64Array(1));
    if (token !== 0n) return token.toString(16).padStart(16, "0");
  }
}
