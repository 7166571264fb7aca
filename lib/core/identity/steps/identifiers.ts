import { keep } from "./keep";
import { sequence } from "./run";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** A mobile advertising id. The one of zeros is what devices give whose owner said no. */
export const advertisingId = sequence(keep(UUID), keep("[0-9a-f-]*[1-9a-f][0-9a-f-]*"));
