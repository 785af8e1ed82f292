/// The walls of a hexagon as ArchUnit rules that any team can run on its own code. A [Hexagon] says
/// where the rooms are, [HexagonRules] what may stand in them.
@NullMarked
package com.adiuva.architecture;

import org.jspecify.annotations.NullMarked;
