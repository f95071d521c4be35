import { Launcher } from "chrome-launcher";
try {
  console.log(Launcher.getInstallations());
} catch (error) {
  console.log(error.code ?? String(error));
}
process.exit(0);
