// SPDX-License-Identifier: Apache-2.0

/**
 * Under which hypervisor an x86 machine runs, as lscpu(1) finds out (sys-utils/lscpu-virt.c).
 * Linux-VServer is not looked for: it ended with kernels that no runtime of ours takes.
 *
 * @module
 */
import type { ProcessorKind } from "./cpuinfo.ts";
import { accessMode, type Host } from "./host.ts";
import type { Row } from "./lscpu_summary.ts";
import { decode } from "./text.ts";
import { type Call, Pass } from "./types.ts";
import { utilLinuxVersion } from "./versions.ts";

/** What processors say of themselves by cpuid, and how lscpu names the vendor. */
const vendors: ReadonlyMap<string, string> = new Map([
  ["KVMKVMKVM", "KVM"],
  ["Microsoft Hv", "Microsoft"],
  ["UnisysSpar64", "Unisys s-Par"],
  ["VMwareVMware", "VMware"],
  ["XenVMMXenVMM", "Xen"],
]);

const firmware = "/sys/firmware/dmi/tables/DMI";

/** The lines about it. */
export function virtualization(kind: ProcessorKind, call: Call, host: Host): Row[] {
  const flags = ` ${kind.flags} `;
  const rows: Row[] = flags.includes(" svm ")
    ? [["Virtualization:", "AMD-V"]]
    : flags.includes(" vmx ")
    ? [["Virtualization:", "VT-x"]]
    : [];
  // a container of Windows'
  if (host.uname().release.includes("Microsoft")) {
    return [...rows, ["Hypervisor vendor:", "Windows Subsystem for Linux"], [
      "Virtualization type:",
      "container",
    ]];
  }
  const canReadFirmware = host.access(firmware, accessMode.read);
  // up to 2.39 it is read on every machine, and what the manufacturer says of the processor printed
  if (canReadFirmware && utilLinuxVersion(call) < 40) throw new Pass(`contents of ${firmware}`);
  const vendor = vendors.get(host.hypervisor());
  if (vendor === "Xen") throw new Pass("hypervisor Xen");
  if (vendor !== undefined) {
    return [...rows, ["Hypervisor vendor:", vendor], ["Virtualization type:", "full"]];
  }
  requireNone(kind, canReadFirmware, host);
  return rows;
}

/** Passes where something else than cpuid may tell of a hypervisor. */
function requireNone(kind: ProcessorKind, canReadFirmware: boolean, host: Host): void {
  if (canReadFirmware) throw new Pass(`contents of ${firmware}`);
  // root asks VMware by an instruction that fails elsewhere, and reads /dev/mem where there is no DMI
  if (host.identity().uid === 0) throw new Pass("hypervisor unknown");
  for (const path of ["/proc/xen", "/proc/sysinfo", "/proc/vz"]) {
    if (host.stat(path)) throw new Pass(`hypervisor of ${path}`);
  }
  if (kind.modelName?.includes("UML")) throw new Pass("hypervisor UML");
  const devices = host.read("/proc/bus/pci/devices");
  // graphics of Xen, VMware and VirtualBox
  if (devices && /^[0-9a-f]{4}\t(58530001|15ad0710|80eebeef)\t/m.test(decode(devices))) {
    throw new Pass("hypervisor of /proc/bus/pci/devices");
  }
}
